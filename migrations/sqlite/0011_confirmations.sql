-- "I see this too": one voice a person, finding and local day. Taking it back keeps the id, so that it cannot return.
CREATE TABLE confirmation (
    id           BLOB    PRIMARY KEY,
    finding_id   BLOB    NOT NULL REFERENCES finding (id),
    person_id    BLOB    NOT NULL REFERENCES person (id),
    day          INTEGER NOT NULL,
    observed_at  INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE UNIQUE INDEX confirmation_once ON confirmation (finding_id, person_id, day) WHERE withdrawn_at IS NULL;
