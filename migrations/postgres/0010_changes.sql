-- What the phone measured beside the place of a finding, and how far its clock was off when it was sent.
ALTER TABLE finding ADD COLUMN fix_lon DOUBLE PRECISION;
ALTER TABLE finding ADD COLUMN fix_lat DOUBLE PRECISION;
ALTER TABLE finding ADD COLUMN fix_accuracy_m DOUBLE PRECISION;
ALTER TABLE finding ADD COLUMN fix_at BIGINT;
ALTER TABLE finding ADD COLUMN sent_at BIGINT;
ALTER TABLE finding ADD COLUMN clock_offset_ms BIGINT;
ALTER TABLE finding ADD COLUMN app TEXT;

-- What its maker added to a finding later, as it was sent: the history. The finding's row shows the sum.
CREATE TABLE finding_change (
    id          UUID    PRIMARY KEY,
    finding_id  UUID    NOT NULL REFERENCES finding (id),
    made_at     BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    body        TEXT    NOT NULL
);
CREATE INDEX finding_change_by_finding ON finding_change (finding_id, made_at, id);
