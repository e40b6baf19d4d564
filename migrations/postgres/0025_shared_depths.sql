-- How many drew each place of a buurt, beside its last publication with a line: proposals are divided by it. Cells on the
-- plane of this word; where fewer than a quarter drew they hold 0.
CREATE TABLE publication_depths (
    buurt         TEXT    PRIMARY KEY,
    version       BIGINT  NOT NULL,
    plane         TEXT    NOT NULL,
    depths        BYTEA   NOT NULL
);
-- What a proposal from shared lines left with a neighbour because it lies away from its buurt, as JSON text.
ALTER TABLE proposal ADD COLUMN loose TEXT NOT NULL DEFAULT '[]';
