-- What residents drew together, as it was published: numbered per buurt, never changed.
CREATE TABLE publication (
    buurt         TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,
    people        INTEGER NOT NULL,
    input_sha256  BLOB    NOT NULL,
    parameters    TEXT    NOT NULL,
    agreement     REAL    NOT NULL,
    alarm         REAL    NOT NULL,
    bands         TEXT    NOT NULL,
    line          TEXT,
    shape         TEXT,
    contested     TEXT,
    PRIMARY KEY (buurt, version)
) STRICT;
-- Whose drawing the last publication of a buurt holds, and since which version; the next one is held against it.
CREATE TABLE counted (
    buurt         TEXT    NOT NULL,
    person_id     BLOB    NOT NULL REFERENCES person (id),
    drawing_id    BLOB    NOT NULL REFERENCES drawing (id),
    version       INTEGER NOT NULL,
    PRIMARY KEY (buurt, person_id)
) STRICT;
-- The last fixed moment at which a buurt was looked at.
CREATE TABLE publication_moment (
    buurt         TEXT    PRIMARY KEY,
    moment        INTEGER NOT NULL
) STRICT;
