-- A proposal of the committee to move borders: arcs, where it stands, and when it was last changed.
CREATE TABLE proposal (
    id            UUID    PRIMARY KEY,
    person_id     UUID    NOT NULL REFERENCES person (id),
    title         TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    buurten       TEXT    NOT NULL,
    start         TEXT    NOT NULL CHECK (start IN ('official', 'adopted', 'shared')),
    state         TEXT    NOT NULL,
    revision      BIGINT  NOT NULL,
    version       BIGINT  NOT NULL,
    coverage      TEXT    NOT NULL,
    base          TEXT    NOT NULL,
    locked        TEXT    NOT NULL,
    opens         BIGINT,
    closes        BIGINT,
    needed        BIGINT  NOT NULL,
    needed_reason TEXT,
    control       TEXT,
    opened_at     BIGINT,
    valid_from    TEXT,
    minutes       TEXT,
    body          TEXT    NOT NULL,
    made_at       BIGINT  NOT NULL,
    changed_at    BIGINT  NOT NULL
);
-- Where a proposal has stood. One row for each step; the revision is the one that the step made.
CREATE TABLE proposal_step (
    proposal_id UUID    NOT NULL REFERENCES proposal (id),
    revision    BIGINT  NOT NULL,
    state       TEXT    NOT NULL,
    at          BIGINT  NOT NULL,
    person_id   UUID    NOT NULL REFERENCES person (id),
    reason      TEXT,
    opens       BIGINT,
    closes      BIGINT,
    PRIMARY KEY (proposal_id, revision)
);
-- What somebody says about one buurt of a proposal.
CREATE TABLE proposal_comment (
    id          UUID    PRIMARY KEY,
    proposal_id UUID    NOT NULL REFERENCES proposal (id),
    person_id   UUID    NOT NULL REFERENCES person (id),
    face        TEXT    NOT NULL,
    lon         DOUBLE PRECISION,
    lat         DOUBLE PRECISION,
    text        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    made_at     BIGINT  NOT NULL,
    reviewed_at BIGINT 
);
CREATE INDEX proposal_comment_by_proposal ON proposal_comment (proposal_id, made_at, id);
