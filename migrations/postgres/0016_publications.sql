-- What residents drew together, as it was published: numbered per buurt, never changed.
CREATE TABLE publication (
    buurt         TEXT    NOT NULL,
    version       BIGINT  NOT NULL,
    published_at  BIGINT  NOT NULL,
    people        BIGINT  NOT NULL,
    input_sha256  BYTEA   NOT NULL,
    parameters    TEXT    NOT NULL,
    agreement     DOUBLE PRECISION NOT NULL,
    alarm         DOUBLE PRECISION NOT NULL,
    bands         TEXT    NOT NULL,
    line          TEXT,
    shape         TEXT,
    contested     TEXT,
    PRIMARY KEY (buurt, version)
);
-- Whose drawing the last publication of a buurt holds, and since which version; the next one is held against it.
CREATE TABLE counted (
    buurt         TEXT    NOT NULL,
    person_id     UUID  NOT NULL REFERENCES person (id),
    drawing_id    UUID  NOT NULL REFERENCES drawing (id),
    version       BIGINT  NOT NULL,
    PRIMARY KEY (buurt, person_id)
);
-- The last fixed moment at which a buurt was looked at.
CREATE TABLE publication_moment (
    buurt         TEXT    PRIMARY KEY,
    moment        BIGINT  NOT NULL
);
