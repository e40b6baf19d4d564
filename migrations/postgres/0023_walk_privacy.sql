-- When a phone said last what it still has to send.
ALTER TABLE membership ADD COLUMN heard_at BIGINT;

-- Where people walked names no person: `mark` is a hash that only the phone that sent the cells can make again. Rows that
-- named a person go, because their walkers could not take them back any more.
DROP TABLE passes;
CREATE TABLE passes (
    walk_id UUID  NOT NULL REFERENCES walk (id),
    mark    BYTEA NOT NULL,
    frame   TEXT  NOT NULL,
    cells   BYTEA NOT NULL,
    PRIMARY KEY (walk_id, mark)
);
