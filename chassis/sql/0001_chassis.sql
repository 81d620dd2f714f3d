-- What every service keeps, whatever it is about.

-- `taken`: what the owner takes from the topic, where it passes over the rest. An offset stands for these alone.
CREATE TABLE consumer_offset (
    consumer    text   NOT NULL,
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    taken       text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (consumer, topic, partition)
) WITH (fillfactor = 50);

-- Lock the offsets of these partitions, in order; rows that are missing are made, at 0.
CREATE FUNCTION fence_lock(p_consumer text, p_topics text[], p_partitions int[])
RETURNS TABLE (topic text, partition int, next_offset bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT o.topic, o.partition, o.next_offset FROM consumer_offset o
        JOIN unnest(p_topics, p_partitions) AS w(topic, partition) ON (o.topic, o.partition) = (w.topic, w.partition)
        WHERE o.consumer = p_consumer ORDER BY o.topic, o.partition FOR UPDATE OF o;
END $$;

-- Advance the offsets; raises when one would go back or is missing.
CREATE FUNCTION fence_advance(p_consumer text, p_topics text[], p_partitions int[], p_next bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE stored int;
BEGIN
    UPDATE consumer_offset o SET next_offset = w.next_offset
        FROM unnest(p_topics, p_partitions, p_next) AS w(topic, partition, next_offset)
        WHERE o.consumer = p_consumer AND o.topic = w.topic AND o.partition = w.partition
          AND o.next_offset <= w.next_offset;
    GET DIAGNOSTICS stored = ROW_COUNT;
    IF stored <> coalesce(array_length(p_topics, 1), 0) THEN
        RAISE EXCEPTION 'offsets of % partitions were to be stored, % were', array_length(p_topics, 1), stored
            USING ERRCODE = 'GK001';
    END IF;
END $$;

-- A row holds a message, or names a subject whose newest state is to be sent.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    partition  int,
    key        bytea,
    headers    text NOT NULL,
    value      bytea,
    subject    text COLLATE "C",
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

-- One row: the last day seen, how many calendar versions are known on it, how often counties' profiles have changed, the last day closed.
CREATE TABLE clock (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    day       date,
    calendars int NOT NULL DEFAULT 0,
    profiles  int NOT NULL DEFAULT 0,
    closed    date
) WITH (fillfactor = 50);
INSERT INTO clock DEFAULT VALUES;

CREATE TABLE calendar_year (
    year       int    NOT NULL,
    version    int    NOT NULL,
    known_from date,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    body       text   NOT NULL,
    PRIMARY KEY (year, version)
);
