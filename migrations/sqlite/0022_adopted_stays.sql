-- An adopted border stays in force over later official ones, unless their import said otherwise.
ALTER TABLE border ADD COLUMN replaces_adopted INTEGER NOT NULL DEFAULT 0;
-- What has replaced an adopted border before this rule was, stays in force.
UPDATE border SET replaces_adopted = 1 WHERE kind = 'official' AND EXISTS (SELECT 1 FROM border AS other
    WHERE other.code = border.code AND other.kind = 'adopted' AND (other.valid_from < border.valid_from
    OR (other.valid_from = border.valid_from AND other.imported_at < border.imported_at)));
-- The numbers of the publications that a proposal began from, as JSON text: code to version.
ALTER TABLE proposal ADD COLUMN publications TEXT;
-- A comment that its maker took back keeps its id and its maker, nothing else.
ALTER TABLE proposal_comment ADD COLUMN withdrawn_at INTEGER;
