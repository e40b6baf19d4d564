-- Findings that are about the same thing. The findings stay what they are.
CREATE TABLE finding_case (
    finding_id UUID PRIMARY KEY REFERENCES finding (id),
    case_id    UUID NOT NULL
);
CREATE INDEX finding_case_by_case ON finding_case (case_id);
