-- One vote a person, version and buurt: a moved line changes two buurten, and each is asked.
ALTER TABLE border_vote DROP CONSTRAINT border_vote_proposal_id_version_person_id_key;
ALTER TABLE border_vote ADD UNIQUE (proposal_id, version, person_id, buurt);
