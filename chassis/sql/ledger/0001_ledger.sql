-- Facts are only ever added; a subject is what the fold makes of its facts and of what flows to it.

CREATE TABLE fact (
    key         text COLLATE "C" NOT NULL,
    id          text COLLATE "C" NOT NULL,
    type        text        NOT NULL,
    time        timestamptz NOT NULL,
    recorded_on date        NOT NULL,
    digest      bytea       NOT NULL,
    data        bytea       NOT NULL,
    PRIMARY KEY (key, id)
);

CREATE TABLE subject (
    key          text COLLATE "C" PRIMARY KEY,
    kind         text    NOT NULL,
    version      int     NOT NULL DEFAULT 0,
    state        bytea,
    check_on     date,                               -- next day on which there is something to do about it
    fold_on      date,                               -- next day on which time alone may change its state; before it only reminders fall due
    open         boolean NOT NULL DEFAULT false,     -- a holiday notice may change it
    calendars    int     NOT NULL DEFAULT 0,         -- calendar versions known when it was folded
    profiles     int     NOT NULL DEFAULT 0,         -- changes of counties' profiles known when it was folded
    fold_version int     NOT NULL DEFAULT 0,         -- of the code that folded it
    told         bytea   NOT NULL DEFAULT '{}',      -- what the department was last told
    failed       text,                               -- why it is set aside: the error's name and place
    unknown      text[]                              -- types of its facts that this version does not know
) WITH (fillfactor = 70);
CREATE INDEX subject_check_on ON subject (check_on) WHERE check_on IS NOT NULL;
CREATE INDEX subject_open ON subject (calendars) WHERE open;
CREATE INDEX subject_profiles ON subject (split_part(key, '/', 2), profiles);
CREATE INDEX subject_fold_version ON subject (fold_version);
CREATE INDEX subject_failed ON subject (key) WHERE failed IS NOT NULL;

-- Newest state of subjects of other services that may flow to ours.
CREATE TABLE linked (
    key     text COLLATE "C" PRIMARY KEY,
    version int   NOT NULL,
    state   bytea,
    parts   text  NOT NULL DEFAULT ''                -- kinds of ours that read a part of it, each with the part's digest
) WITH (fillfactor = 70);

-- Which state flows to which subject: because the sender's state says so, because the receiver's facts ask, or both.
CREATE TABLE link (
    sender   text COLLATE "C" NOT NULL,
    receiver text COLLATE "C" NOT NULL,
    asked    boolean NOT NULL,
    PRIMARY KEY (sender, receiver, asked)
);
CREATE INDEX link_receiver ON link (receiver, sender);

-- Last day closed in each partition of the services whose states flow here.
CREATE TABLE closed (
    topic     text NOT NULL,
    partition int  NOT NULL,
    day       date NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- The code that folds, by the digest of its sources; the highest number is the newest code.
CREATE TABLE fold_code (
    digest text PRIMARY KEY,
    number int  NOT NULL
);

-- The newest profile of each county.
CREATE TABLE profile (
    county   text PRIMARY KEY,
    version  int  NOT NULL,
    revision int  NOT NULL,
    body     text NOT NULL
);

-- Organisations that a profile holds for, or held for: what was folded before the change of that number is folded again.
CREATE TABLE unit (
    org     text COLLATE "C" PRIMARY KEY,
    county  text,
    changed int NOT NULL,
    swept   int NOT NULL DEFAULT 0                   -- the change up to which nothing of it is left to be folded
) WITH (fillfactor = 70);
