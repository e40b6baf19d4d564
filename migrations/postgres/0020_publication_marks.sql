-- By which drawings people stand in each publication of a buurt: that of their own from which their later ones do not
-- clearly differ. The next publication is held against all of them.
CREATE TABLE publication_mark (
    buurt         TEXT    NOT NULL,
    version       BIGINT NOT NULL,
    drawing_id    UUID    NOT NULL REFERENCES drawing (id),
    PRIMARY KEY (buurt, version, drawing_id)
);
INSERT INTO publication_mark (buurt, version, drawing_id)
    SELECT counted.buurt, made.version, counted.drawing_id
    FROM counted JOIN (SELECT buurt, MAX(version) AS version FROM publication GROUP BY buurt) made
        ON made.buurt = counted.buurt;
-- How alike a typical drawing is to the weighted shape; 0 where it was not kept.
ALTER TABLE publication ADD COLUMN typical DOUBLE PRECISION NOT NULL DEFAULT 0;
