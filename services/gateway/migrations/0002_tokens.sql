-- Every token that was ever made: its digest, never its text.
CREATE TABLE token (
    id      text PRIMARY KEY,
    kind    text NOT NULL CHECK (kind IN ('office', 'unit', 'test')),
    -- Empty of the office.
    org     text CHECK ((org IS NULL) = (kind = 'office')),
    name    text NOT NULL,
    made_on date NOT NULL,
    -- The last day on which it holds; empty: no end.
    ends_on date,
    sha256  text NOT NULL UNIQUE,
    last    text NOT NULL,
    revoked boolean NOT NULL DEFAULT false
);
CREATE INDEX ON token (org);
