-- Organisations, as told on the registry's topic. The table is the truth.
CREATE TABLE organisation (
    org    text PRIMARY KEY,
    body   text NOT NULL,
    -- What the registry file said of it when it was last taken in: what an operator changed since then stays.
    filed  text,
    closed boolean NOT NULL DEFAULT false
);

-- One row: how often the organisations have changed. Its lock makes changes one after the other.
CREATE TABLE registry (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
INSERT INTO registry DEFAULT VALUES;

-- The profile of each county as told, with its units in the body.
CREATE TABLE profile (
    county   text PRIMARY KEY,
    version  int     NOT NULL,
    revision int     NOT NULL,
    body     text    NOT NULL,
    -- It came with the program, and a newer one that does takes its place; an operator's stays.
    packaged boolean NOT NULL
);

-- Every version of each county's rubric as told.
CREATE TABLE rubric (
    county   text NOT NULL,
    version  int  NOT NULL,
    body     text NOT NULL,
    -- It came with the program, and a newer one that does takes its place; an operator's stays.
    packaged boolean NOT NULL,
    PRIMARY KEY (county, version)
);

-- Records of the registry of measures, as told.
CREATE TABLE measure (
    key  text PRIMARY KEY,
    type text NOT NULL,
    body text NOT NULL
);
