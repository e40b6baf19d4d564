-- What somebody proposes to do about a place, with the figures of that moment. Withdrawing empties it and keeps the id.
CREATE TABLE measure (
    id            BLOB    PRIMARY KEY,
    person_id     BLOB    NOT NULL REFERENCES person (id),
    kind          TEXT    NOT NULL,
    rung          INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    place         TEXT    NOT NULL,
    west          REAL    NOT NULL,
    south         REAL    NOT NULL,
    east          REAL    NOT NULL,
    north         REAL    NOT NULL,
    buurt         TEXT,
    why           TEXT    NOT NULL,
    hotspot       TEXT,
    gate          TEXT,
    evidence      TEXT,
    full_evidence TEXT,
    body          TEXT    NOT NULL,
    proposed_at   INTEGER NOT NULL,
    reviewed_at   INTEGER,
    withdrawn_at  INTEGER
) STRICT;
CREATE INDEX measure_by_time ON measure (proposed_at DESC, id DESC);
