-- A schouw. The code is typed, the secret stands in the QR link; both open the same walk.
CREATE TABLE walk (
    id            UUID   PRIMARY KEY,
    title         TEXT   NOT NULL,
    buurt         TEXT,
    starts_at     BIGINT NOT NULL,
    meeting_point TEXT,
    themes        TEXT   NOT NULL,
    code          TEXT   NOT NULL UNIQUE,
    secret        TEXT   NOT NULL UNIQUE,
    made_by       UUID   NOT NULL REFERENCES person (id),
    made_at       BIGINT NOT NULL
);
