-- The plane of all cells, in one word: chosen with the first borders, then kept. One row at most.
CREATE TABLE plane (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    word TEXT   NOT NULL
);
-- Cells that people walked before there was this table lie on the plane of their day: it goes on.
INSERT INTO plane (id, word)
SELECT 1, frame FROM passes WHERE frame LIKE 'local %' GROUP BY frame ORDER BY COUNT(*) DESC, frame LIMIT 1;
