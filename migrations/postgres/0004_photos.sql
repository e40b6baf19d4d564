-- A photo: the hash of the bytes that came, and the names of the two clean variants in the object store.
CREATE TABLE photo (
    id           UUID    PRIMARY KEY,
    person_id    UUID    NOT NULL REFERENCES person (id),
    sha256       BYTEA   NOT NULL,
    width        BIGINT  NOT NULL,
    height       BIGINT  NOT NULL,
    large        TEXT    NOT NULL,
    small        TEXT    NOT NULL,
    received_at  BIGINT  NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX photo_by_large ON photo (large);
CREATE INDEX photo_by_small ON photo (small);
