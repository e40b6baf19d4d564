-- Somebody who may ask: a walker known by a pseudonym only, or staff with a token. Only the token's hash is kept.
CREATE TABLE person (
    id           BLOB    PRIMARY KEY,
    role         TEXT    NOT NULL CHECK (role IN ('participant', 'networker', 'partner', 'admin', 'committee')),
    buurt        TEXT,
    token_sha256 BLOB    NOT NULL UNIQUE,
    made_at      INTEGER NOT NULL
) STRICT;

-- Who walks along, and under what name on that walk.
CREATE TABLE membership (
    person_id BLOB    NOT NULL REFERENCES person (id),
    walk_id   BLOB    NOT NULL,
    name      TEXT,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, walk_id)
) STRICT;
