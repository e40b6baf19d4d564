-- A proposal of the committee to move borders: arcs, where it stands, and when it was last changed.
CREATE TABLE proposal (
    id            BLOB    PRIMARY KEY,
    person_id     BLOB    NOT NULL REFERENCES person (id),
    title         TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    buurten       TEXT    NOT NULL,
    start         TEXT    NOT NULL CHECK (start IN ('official', 'adopted', 'shared')),
    state         TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    coverage      TEXT    NOT NULL,
    base          TEXT    NOT NULL,
    locked        TEXT    NOT NULL,
    opens         INTEGER,
    closes        INTEGER,
    needed        INTEGER NOT NULL,
    needed_reason TEXT,
    control       TEXT,
    opened_at     INTEGER,
    valid_from    TEXT,
    minutes       TEXT,
    body          TEXT    NOT NULL,
    made_at       INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;
-- Where a proposal has stood. One row for each step; the revision is the one that the step made.
CREATE TABLE proposal_step (
    proposal_id BLOB    NOT NULL REFERENCES proposal (id),
    revision    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    person_id   BLOB    NOT NULL REFERENCES person (id),
    reason      TEXT,
    opens       INTEGER,
    closes      INTEGER,
    PRIMARY KEY (proposal_id, revision)
) STRICT;
-- What somebody says about one buurt of a proposal.
CREATE TABLE proposal_comment (
    id          BLOB    PRIMARY KEY,
    proposal_id BLOB    NOT NULL REFERENCES proposal (id),
    person_id   BLOB    NOT NULL REFERENCES person (id),
    face        TEXT    NOT NULL,
    lon         REAL,
    lat         REAL,
    text        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    made_at     INTEGER NOT NULL,
    reviewed_at INTEGER
) STRICT;
CREATE INDEX proposal_comment_by_proposal ON proposal_comment (proposal_id, made_at, id);
