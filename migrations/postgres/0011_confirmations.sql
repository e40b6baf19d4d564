-- "I see this too": one voice a person, finding and local day. Taking it back keeps the id, so that it cannot return.
CREATE TABLE confirmation (
    id           UUID    PRIMARY KEY,
    finding_id   UUID    NOT NULL REFERENCES finding (id),
    person_id    UUID    NOT NULL REFERENCES person (id),
    day          BIGINT NOT NULL,
    observed_at  BIGINT NOT NULL,
    received_at  BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE UNIQUE INDEX confirmation_once ON confirmation (finding_id, person_id, day) WHERE withdrawn_at IS NULL;
