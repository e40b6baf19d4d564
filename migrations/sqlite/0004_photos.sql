-- A photo: the hash of the bytes that came, and the names of the two clean variants in the object store.
CREATE TABLE photo (
    id           BLOB    PRIMARY KEY,
    person_id    BLOB    NOT NULL REFERENCES person (id),
    sha256       BLOB    NOT NULL,
    width        INTEGER NOT NULL,
    height       INTEGER NOT NULL,
    large        TEXT    NOT NULL,
    small        TEXT    NOT NULL,
    received_at  INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX photo_by_large ON photo (large);
CREATE INDEX photo_by_small ON photo (small);
