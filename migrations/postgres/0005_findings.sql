-- What one person saw at one place and time. The row is never rewritten; withdrawing empties it and keeps the id.
CREATE TABLE finding (
    id                UUID    PRIMARY KEY,
    person_id         UUID    NOT NULL REFERENCES person (id),
    walk_id           UUID    REFERENCES walk (id),
    category          TEXT,
    lon               DOUBLE PRECISION NOT NULL,
    lat               DOUBLE PRECISION NOT NULL,
    accuracy_m        DOUBLE PRECISION NOT NULL,
    position_source   TEXT    NOT NULL,
    observed_at       BIGINT  NOT NULL,
    received_at       BIGINT  NOT NULL,
    note              TEXT,
    suggested_measure TEXT,
    perceived_safety  BIGINT,
    buurt             TEXT,
    body              TEXT    NOT NULL,
    reviewed_at       BIGINT,
    withdrawn_at      BIGINT
);
CREATE INDEX finding_by_time ON finding (observed_at DESC, id DESC);
CREATE INDEX finding_by_walk ON finding (walk_id, observed_at DESC);
CREATE INDEX finding_by_buurt ON finding (buurt, observed_at DESC);

CREATE TABLE finding_photo (
    finding_id UUID   NOT NULL REFERENCES finding (id),
    photo_id   UUID   NOT NULL,
    place      BIGINT NOT NULL,
    PRIMARY KEY (finding_id, photo_id)
);
CREATE INDEX finding_photo_by_photo ON finding_photo (photo_id);
