-- When the server heard that a walk ended: a phone's clock must not shut its code, nor hold it open.
ALTER TABLE walk ADD COLUMN ended_received_at BIGINT;
UPDATE walk SET ended_received_at = ended_at;

-- Who organises a planned walk, in their own words.
ALTER TABLE walk ADD COLUMN organiser TEXT;
