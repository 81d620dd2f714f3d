-- What every service keeps, whatever it is about.

CREATE TABLE consumer_offset (
    consumer    text   NOT NULL,
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (consumer, topic, partition)
) WITH (fillfactor = 50);

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    partition  int,
    key        bytea,
    headers    text NOT NULL,
    value      bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- No payload here: the record itself stays where it lies in Kafka.
CREATE TABLE dead_letter (
    topic     text   NOT NULL,
    partition int    NOT NULL,
    "offset"  bigint NOT NULL,
    code      text   NOT NULL,
    field     text   NOT NULL,
    rule      text   NOT NULL,
    remedy    text   NOT NULL,
    fact      text,
    sha256    text   NOT NULL,
    replayed  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (topic, partition, "offset")
);

-- One row: the last day seen, and how often the calendars have changed.
CREATE TABLE clock (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    day       date,
    calendars int NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
INSERT INTO clock DEFAULT VALUES;

CREATE TABLE calendar_year (
    year    int  NOT NULL,
    version int  NOT NULL,
    body    text NOT NULL,
    PRIMARY KEY (year, version)
);
