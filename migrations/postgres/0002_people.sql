-- Somebody who may ask: a walker known by a pseudonym only, or staff with a token. Only the token's hash is kept.
CREATE TABLE person (
    id           UUID   PRIMARY KEY,
    role         TEXT   NOT NULL CHECK (role IN ('participant', 'networker', 'partner', 'admin', 'committee')),
    buurt        TEXT,
    token_sha256 BYTEA  NOT NULL UNIQUE,
    made_at      BIGINT NOT NULL
);

-- Who walks along, and under what name on that walk.
CREATE TABLE membership (
    person_id UUID   NOT NULL REFERENCES person (id),
    walk_id   UUID   NOT NULL,
    name      TEXT,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, walk_id)
);
