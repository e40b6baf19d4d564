-- Where somebody walked on a walk, by consent: cells of 25 m on the plane named by `frame`, without times.
CREATE TABLE passes (
    walk_id   BLOB NOT NULL REFERENCES walk (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    frame     TEXT NOT NULL,
    cells     BLOB NOT NULL,
    PRIMARY KEY (walk_id, person_id)
) STRICT;
