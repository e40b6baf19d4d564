-- A walk is planned, walks, pauses and ends.
ALTER TABLE walk ADD COLUMN state TEXT NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'walking', 'paused', 'ended'));
ALTER TABLE walk ADD COLUMN started_at INTEGER;
ALTER TABLE walk ADD COLUMN ended_at INTEGER;

-- The roster: a row has an id of its own, so that companions need not know each other's pseudonyms.
ALTER TABLE membership ADD COLUMN id BLOB;
ALTER TABLE membership ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE membership ADD COLUMN left_at INTEGER;
ALTER TABLE membership ADD COLUMN waiting_findings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE membership ADD COLUMN waiting_photos INTEGER NOT NULL DEFAULT 0;
UPDATE membership SET id = randomblob(16);
CREATE UNIQUE INDEX membership_by_id ON membership (id);
CREATE INDEX membership_by_walk ON membership (walk_id);
