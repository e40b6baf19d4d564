-- The border that a resident drew around a buurt. Nobody but its maker reads it. A later one of the same person takes
-- its place once it is confirmed; withdrawing empties it and keeps the id.
CREATE TABLE drawing (
    id            BLOB    PRIMARY KEY,
    person_id     BLOB    NOT NULL REFERENCES person (id),
    buurt         TEXT    NOT NULL,
    geometry      TEXT    NOT NULL,
    area_m2       REAL    NOT NULL,
    relation      TEXT,
    years         INTEGER,
    repaired      TEXT    NOT NULL,
    warnings      TEXT    NOT NULL,
    sent          BLOB    NOT NULL,
    drawn_at      INTEGER NOT NULL,
    confirmed_at  INTEGER,
    replaced_at   INTEGER,
    withdrawn_at  INTEGER
) STRICT;
CREATE INDEX drawing_by_person ON drawing (person_id, buurt);
-- The drawing of a person that counts: one in a buurt.
CREATE UNIQUE INDEX drawing_that_counts ON drawing (buurt, person_id)
    WHERE confirmed_at IS NOT NULL AND replaced_at IS NULL AND withdrawn_at IS NULL;
