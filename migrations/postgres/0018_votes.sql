-- Does somebody recognise the border of a buurt, of a version of a proposal and of the official map? One vote a person.
CREATE TABLE border_vote (
    id          UUID    PRIMARY KEY,
    proposal_id UUID    NOT NULL REFERENCES proposal (id),
    version     BIGINT  NOT NULL,
    person_id   UUID    NOT NULL REFERENCES person (id),
    buurt       TEXT    NOT NULL,
    proposed    TEXT    NOT NULL CHECK (proposed IN ('yes', 'almost', 'no')),
    official    TEXT    NOT NULL CHECK (official IN ('yes', 'almost', 'no')),
    places      TEXT,
    body        TEXT    NOT NULL,
    cast_at     BIGINT  NOT NULL,
    UNIQUE (proposal_id, version, person_id)
);
