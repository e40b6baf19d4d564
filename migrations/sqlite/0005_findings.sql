-- What one person saw at one place and time. The row is never rewritten; withdrawing empties it and keeps the id.
CREATE TABLE finding (
    id                BLOB    PRIMARY KEY,
    person_id         BLOB    NOT NULL REFERENCES person (id),
    walk_id           BLOB    REFERENCES walk (id),
    category          TEXT,
    lon               REAL    NOT NULL,
    lat               REAL    NOT NULL,
    accuracy_m        REAL    NOT NULL,
    position_source   TEXT    NOT NULL,
    observed_at       INTEGER NOT NULL,
    received_at       INTEGER NOT NULL,
    note              TEXT,
    suggested_measure TEXT,
    perceived_safety  INTEGER,
    buurt             TEXT,
    body              TEXT    NOT NULL,
    reviewed_at       INTEGER,
    withdrawn_at      INTEGER
) STRICT;
CREATE INDEX finding_by_time ON finding (observed_at DESC, id DESC);
CREATE INDEX finding_by_walk ON finding (walk_id, observed_at DESC);
CREATE INDEX finding_by_buurt ON finding (buurt, observed_at DESC);

CREATE TABLE finding_photo (
    finding_id BLOB    NOT NULL REFERENCES finding (id),
    photo_id   BLOB    NOT NULL,
    place      INTEGER NOT NULL,
    PRIMARY KEY (finding_id, photo_id)
) STRICT;
CREATE INDEX finding_photo_by_photo ON finding_photo (photo_id);
