-- What somebody proposes to do about a place, with the figures of that moment. Withdrawing empties it and keeps the id.
CREATE TABLE measure (
    id            UUID    PRIMARY KEY,
    person_id     UUID    NOT NULL REFERENCES person (id),
    kind          TEXT    NOT NULL,
    rung          BIGINT  NOT NULL,
    state         TEXT    NOT NULL,
    place         TEXT    NOT NULL,
    west          DOUBLE PRECISION NOT NULL,
    south         DOUBLE PRECISION NOT NULL,
    east          DOUBLE PRECISION NOT NULL,
    north         DOUBLE PRECISION NOT NULL,
    buurt         TEXT,
    why           TEXT    NOT NULL,
    hotspot       TEXT,
    gate          TEXT,
    evidence      TEXT,
    full_evidence TEXT,
    body          TEXT    NOT NULL,
    proposed_at   BIGINT  NOT NULL,
    reviewed_at   BIGINT,
    withdrawn_at  BIGINT
);
CREATE INDEX measure_by_time ON measure (proposed_at DESC, id DESC);
