-- Last version of every subject counted, and what it contributed.
CREATE TABLE contribution (
    key         text COLLATE "C" PRIMARY KEY,
    version     int   NOT NULL,
    counts      bytea NOT NULL,
    obligations bytea NOT NULL
) WITH (fillfactor = 80);

-- All counters of one organisation in one month, in one row.
CREATE TABLE month_count (
    org    text COLLATE "C" NOT NULL,
    month  text COLLATE "C" NOT NULL,
    counts bytea NOT NULL,
    PRIMARY KEY (org, month)
) WITH (fillfactor = 50);

-- Obligations that are open or overdue.
CREATE TABLE owed (
    key  text COLLATE "C" PRIMARY KEY,
    org  text NOT NULL,
    body bytea NOT NULL
) WITH (fillfactor = 80);

-- Last day closed in each partition of each service's topic.
CREATE TABLE closed (
    topic     text NOT NULL,
    partition int  NOT NULL,
    day       date NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

CREATE TABLE organisation (
    org    text COLLATE "C" PRIMARY KEY,
    county text NOT NULL
);
