-- The outbox: what happened, in the order in which it was kept.
CREATE TABLE event (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT    NOT NULL,
    subject BLOB    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- How far each reader of the outbox came.
CREATE TABLE bookmark (
    reader TEXT    PRIMARY KEY,
    seq    INTEGER NOT NULL
) STRICT;
