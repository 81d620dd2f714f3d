-- What the read side asks for, and what is compared between applications.
CREATE TABLE application (
    key           text COLLATE "C" PRIMARY KEY,
    org           text    NOT NULL,
    state         text    NOT NULL,
    overdue       boolean NOT NULL,
    kind          text,
    arrived_on    date,
    received_on   date,
    answered_on   date,
    due_on        date,
    provisional   boolean NOT NULL,
    alert         text    NOT NULL,
    applicant_ref text,
    subject_hash  text,
    disclosable   boolean NOT NULL,
    counted       bytea   NOT NULL,
    repeat_of     text
) WITH (fillfactor = 80);
CREATE INDEX application_org ON application (org, key);
CREATE INDEX application_due ON application (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX application_subject ON application (subject_hash, org) WHERE subject_hash IS NOT NULL;

-- What a department was last told about an obligation that is open or overdue.
CREATE TABLE reminder (
    key         text COLLATE "C" NOT NULL,
    kind        text    NOT NULL,
    due_on      date,
    provisional boolean NOT NULL,
    phase       text    NOT NULL,
    PRIMARY KEY (key, kind)
) WITH (fillfactor = 80);

-- Information that several asked for and that can be disclosed, as last suggested.
CREATE TABLE suggestion (
    org          text NOT NULL,
    subject_hash text NOT NULL,
    applications text[] NOT NULL,
    PRIMARY KEY (org, subject_hash)
);

CREATE TABLE organisation (
    org    text COLLATE "C" PRIMARY KEY,
    county text NOT NULL
);
