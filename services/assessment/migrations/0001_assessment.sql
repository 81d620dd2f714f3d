-- Of every subject the row that readers have of it, or will have: contracts.assessment.subject.SubjectRow.
CREATE TABLE ground (
    key     text COLLATE "C" PRIMARY KEY,
    org     text COLLATE "C" NOT NULL,
    version int  NOT NULL,
    body    text NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX ON ground (org);

-- Subjects whose row readers do not have yet, and months of organisations that are to be scored again.
-- The scorer takes rows by their own ids: what comes meanwhile is a row of its own.
CREATE TABLE untold (
    id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text COLLATE "C" NOT NULL
);
CREATE TABLE touched (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org   text NOT NULL,
    month text NOT NULL
);

-- Facts of which readers know, or will know, where they lie.
CREATE TABLE fact (
    key text COLLATE "C",
    id  text COLLATE "C",
    PRIMARY KEY (key, id)
);

-- The registry's units, and the versions of each county's rubric.
CREATE TABLE organisation (
    org         text COLLATE "C" PRIMARY KEY,
    county      text NOT NULL,
    county_name text NOT NULL,
    kind        text NOT NULL,
    name        text NOT NULL
);
CREATE TABLE rubric (
    county  text NOT NULL,
    version int  NOT NULL,
    body    text NOT NULL,
    PRIMARY KEY (county, version)
);

-- The version of each county's profile that holds: an issued report names it.
CREATE TABLE profile (
    county  text PRIMARY KEY,
    version int NOT NULL
);

-- What readers have: to say only what is another one now, and to take back what is no more.
CREATE TABLE sheet (
    period text COLLATE "C",
    org    text COLLATE "C",
    county text NOT NULL,
    body   text NOT NULL,
    PRIMARY KEY (period, org)
);
-- Records of metrics.findings.v1: deductions and indicators, by their type.
CREATE TABLE finding (
    id     text COLLATE "C" PRIMARY KEY,
    type   text NOT NULL,
    period text NOT NULL,
    org    text NOT NULL,
    body   text NOT NULL
);
CREATE INDEX ON finding (period, org);
CREATE TABLE ranking (
    key  text COLLATE "C" PRIMARY KEY,
    body text NOT NULL
);
CREATE TABLE restatement (
    report text NOT NULL,
    org    text NOT NULL,
    body   text NOT NULL,
    PRIMARY KEY (report, org)
);

-- Up to which day everything has been counted, and from which positions on that is true; `scored`: up to which day scores are;
-- `first`: the first day that has passed here.
CREATE TABLE watermark (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    day       date,
    positions text NOT NULL DEFAULT '{}',
    scored    date,
    first     date
);
INSERT INTO watermark DEFAULT VALUES;

-- A report is drafted, checked and issued; issued, it never changes. `head` is what metrics.reports.v1 has of it.
CREATE TABLE report (
    id        text PRIMARY KEY,
    county    text NOT NULL,
    kind      text NOT NULL,
    period    text NOT NULL,
    number    int,
    stage     text NOT NULL CHECK (stage IN ('draft', 'checked', 'issued')),
    head      text NOT NULL,
    UNIQUE (county, kind, period)
);
CREATE TABLE report_part (
    report text NOT NULL REFERENCES report ON DELETE CASCADE,
    org    text COLLATE "C" NOT NULL,
    body   text NOT NULL,
    PRIMARY KEY (report, org)
);
-- Of an issued report: the next offsets of the states that it was made of.
CREATE TABLE report_position (
    report    text   NOT NULL REFERENCES report ON DELETE CASCADE,
    topic     text   NOT NULL,
    partition int    NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (report, topic, partition)
);

-- Subjects that are another thing for an issued report's period now: as they were when it was issued (null: were not),
-- and what has changed them since, oldest first.
CREATE TABLE frozen (
    report text NOT NULL REFERENCES report ON DELETE CASCADE,
    key    text COLLATE "C" NOT NULL,
    org    text NOT NULL,
    months text,
    causes text[] NOT NULL,
    PRIMARY KEY (report, key)
);

-- Of an issued report: units whose own part would say something else by now (services.assessment.moved.Moved). A rank depends on
-- all of them.
CREATE TABLE moved (
    report text NOT NULL REFERENCES report ON DELETE CASCADE,
    org    text COLLATE "C" NOT NULL,
    body   text NOT NULL,
    PRIMARY KEY (report, org)
);

-- What the states of assurance say about assessing: notices, units' own reports, appeals, faults (services.assessment.proceedings).
CREATE TABLE proceeding (
    key  text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL,
    org  text COLLATE "C" NOT NULL,
    body text NOT NULL
);
CREATE INDEX ON proceeding (org);
