-- A version of a buurt's border. The version in force on a day is the last one that is valid from then or before.
CREATE TABLE border (
    id          UUID   PRIMARY KEY,
    code        TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('official', 'adopted')),
    valid_from  TEXT   NOT NULL,
    area_m2     DOUBLE PRECISION NOT NULL,
    geometry    TEXT   NOT NULL,
    sha256      BYTEA  NOT NULL,
    imported_at BIGINT NOT NULL,
    UNIQUE (code, valid_from, imported_at)
);
