-- Names of measures, by the number that stands for them in the JSON of `contribution`, `change` and `month_count`.
CREATE TABLE measure (
    number int  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text COLLATE "C" NOT NULL UNIQUE
);

-- Last version of every subject counted, what it contributed (packed), and the ids of its obligations
-- that are open or overdue (joined by slashes; null for none).
CREATE TABLE contribution (
    key     text COLLATE "C" PRIMARY KEY,
    version int   NOT NULL,
    counts  text  NOT NULL,
    owed    text
) WITH (fillfactor = 80);

-- Obligations that are open or overdue: their rows, from behind the county.
CREATE TABLE obligation (
    key  text COLLATE "C" PRIMARY KEY,
    org  text NOT NULL,
    body text NOT NULL
) WITH (fillfactor = 80);

-- One row a batch: what to add (organisation → month → number of the measure → amount, empty for nothing), and the
-- obligations and organisations whose rows are other ones now.
-- The relay adds them up, publishes the rows that changed, and deletes exactly what it has read.
CREATE TABLE change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deltas      text   NOT NULL,
    obligations text[] NOT NULL,
    orgs        text[] NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Written by the relay alone: counters of a month (number of the measure → amount), and the obligations of which readers have a row.
CREATE TABLE month_count (
    org    text COLLATE "C" NOT NULL,
    month  text COLLATE "C" NOT NULL,
    counts text NOT NULL,
    PRIMARY KEY (org, month)
) WITH (fillfactor = 50);
CREATE TABLE published (
    key text COLLATE "C" PRIMARY KEY
);

-- States that must have closed a day before it is complete, and the days that they have closed.
CREATE TABLE source (
    topic      text PRIMARY KEY,
    partitions int  NOT NULL
);
CREATE TABLE closed (
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    day         date   NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition, day)
);

CREATE TABLE organisation (
    org    text COLLATE "C" PRIMARY KEY,
    county text NOT NULL
);

-- One number a round of the relay. A schema made later begins above all that an earlier one can have reached,
-- so that readers take the rows of a rebuild for newer than those they have: their order is all the time is used for.
DO $$
BEGIN
    EXECUTE format('CREATE SEQUENCE row_sequence START %s', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
END
$$;
