-- Facts are only ever added; a subject is what the fold makes of its facts.

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
    key      text COLLATE "C" PRIMARY KEY,
    version  int     NOT NULL DEFAULT 0,
    state    bytea,
    check_on date,
    unmet    boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70);
CREATE INDEX subject_check_on ON subject (check_on) WHERE check_on IS NOT NULL;
CREATE INDEX subject_unmet ON subject (key) WHERE unmet;

-- Latest state of the same subject in another service.
CREATE TABLE reference (
    key     text COLLATE "C" PRIMARY KEY,
    version int   NOT NULL,
    state   bytea NOT NULL
) WITH (fillfactor = 70);
