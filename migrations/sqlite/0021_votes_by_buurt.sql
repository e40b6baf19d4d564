-- One vote a person, version and buurt: a moved line changes two buurten, and each is asked.
CREATE TABLE border_vote_by_buurt (
    id          BLOB    PRIMARY KEY,
    proposal_id BLOB    NOT NULL REFERENCES proposal (id),
    version     INTEGER NOT NULL,
    person_id   BLOB    NOT NULL REFERENCES person (id),
    buurt       TEXT    NOT NULL,
    proposed    TEXT    NOT NULL CHECK (proposed IN ('yes', 'almost', 'no')),
    official    TEXT    NOT NULL CHECK (official IN ('yes', 'almost', 'no')),
    places      TEXT,
    body        TEXT    NOT NULL,
    cast_at     INTEGER NOT NULL,
    UNIQUE (proposal_id, version, person_id, buurt)
) STRICT;
INSERT INTO border_vote_by_buurt (id, proposal_id, version, person_id, buurt, proposed, official, places, body, cast_at)
    SELECT id, proposal_id, version, person_id, buurt, proposed, official, places, body, cast_at FROM border_vote;
DROP TABLE border_vote;
ALTER TABLE border_vote_by_buurt RENAME TO border_vote;
