-- A voice that adds nothing keeps its id too, so that taking it back knows its day. And what each person saw: where it
-- was and of which category, since a voice does not follow a finding to another place.
ALTER TABLE confirmation ADD COLUMN counted INTEGER NOT NULL DEFAULT 1;
ALTER TABLE confirmation ADD COLUMN seen_lon REAL NOT NULL DEFAULT 0;
ALTER TABLE confirmation ADD COLUMN seen_lat REAL NOT NULL DEFAULT 0;
ALTER TABLE confirmation ADD COLUMN seen_category TEXT NOT NULL DEFAULT '';
DROP INDEX confirmation_once;
CREATE UNIQUE INDEX confirmation_once ON confirmation (finding_id, person_id, day)
    WHERE withdrawn_at IS NULL AND counted = 1;
CREATE INDEX confirmation_by_person ON confirmation (finding_id, person_id);
UPDATE confirmation SET
    seen_lon = (SELECT lon FROM finding WHERE finding.id = confirmation.finding_id),
    seen_lat = (SELECT lat FROM finding WHERE finding.id = confirmation.finding_id),
    seen_category = COALESCE((SELECT category FROM finding WHERE finding.id = confirmation.finding_id), '');
