-- The outbox: what happened, in the order in which it was kept.
CREATE TABLE event (
    seq     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    TEXT   NOT NULL,
    subject UUID   NOT NULL,
    at      BIGINT NOT NULL
);

-- How far each reader of the outbox came.
CREATE TABLE bookmark (
    reader TEXT    PRIMARY KEY,
    seq    BIGINT NOT NULL
);
