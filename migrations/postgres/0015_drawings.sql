-- The border that a resident drew around a buurt. Nobody but its maker reads it. A later one of the same person takes
-- its place once it is confirmed; withdrawing empties it and keeps the id.
CREATE TABLE drawing (
    id            UUID    PRIMARY KEY,
    person_id     UUID    NOT NULL REFERENCES person (id),
    buurt         TEXT    NOT NULL,
    geometry      TEXT    NOT NULL,
    area_m2       DOUBLE PRECISION NOT NULL,
    relation      TEXT,
    years         BIGINT,
    repaired      TEXT    NOT NULL,
    warnings      TEXT    NOT NULL,
    sent          BYTEA    NOT NULL,
    drawn_at      BIGINT NOT NULL,
    confirmed_at  BIGINT,
    replaced_at   BIGINT,
    withdrawn_at  BIGINT
);
CREATE INDEX drawing_by_person ON drawing (person_id, buurt);
-- The drawing of a person that counts: one in a buurt.
CREATE UNIQUE INDEX drawing_that_counts ON drawing (buurt, person_id)
    WHERE confirmed_at IS NOT NULL AND replaced_at IS NULL AND withdrawn_at IS NULL;
