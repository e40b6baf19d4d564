-- What the phone measured beside the place of a finding, and how far its clock was off when it was sent.
ALTER TABLE finding ADD COLUMN fix_lon REAL;
ALTER TABLE finding ADD COLUMN fix_lat REAL;
ALTER TABLE finding ADD COLUMN fix_accuracy_m REAL;
ALTER TABLE finding ADD COLUMN fix_at INTEGER;
ALTER TABLE finding ADD COLUMN sent_at INTEGER;
ALTER TABLE finding ADD COLUMN clock_offset_ms INTEGER;
ALTER TABLE finding ADD COLUMN app TEXT;

-- What its maker added to a finding later, as it was sent: the history. The finding's row shows the sum.
CREATE TABLE finding_change (
    id          BLOB    PRIMARY KEY,
    finding_id  BLOB    NOT NULL REFERENCES finding (id),
    made_at     INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    body        TEXT    NOT NULL
) STRICT;
CREATE INDEX finding_change_by_finding ON finding_change (finding_id, made_at, id);
