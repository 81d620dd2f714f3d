CREATE TABLE calendar_year (
    "year" integer NOT NULL,
    "version" integer NOT NULL,
    "body" text NOT NULL
);

CREATE TABLE clock (
    "one" boolean NOT NULL DEFAULT true,
    "day" date,
    "calendars" integer NOT NULL DEFAULT 0
) WITH (fillfactor=50);

CREATE TABLE consumer_offset (
    "consumer" text NOT NULL,
    "topic" text NOT NULL,
    "partition" integer NOT NULL,
    "next_offset" bigint NOT NULL
) WITH (fillfactor=50);

CREATE TABLE dead_letter (
    "topic" text NOT NULL,
    "partition" integer NOT NULL,
    "offset" bigint NOT NULL,
    "code" text NOT NULL,
    "field" text NOT NULL,
    "rule" text NOT NULL,
    "remedy" text NOT NULL,
    "fact" text,
    "sha256" text NOT NULL,
    "replayed" boolean NOT NULL DEFAULT false
);

CREATE TABLE fact (
    "key" text COLLATE "C" NOT NULL,
    "id" text COLLATE "C" NOT NULL,
    "type" text NOT NULL,
    "time" timestamp with time zone NOT NULL,
    "recorded_on" date NOT NULL,
    "digest" bytea NOT NULL,
    "data" bytea NOT NULL
);

CREATE TABLE migration (
    "number" integer NOT NULL,
    "name" text NOT NULL,
    "checksum" text NOT NULL,
    "applied_at" timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE outbox (
    "id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    "topic" text NOT NULL,
    "partition" integer,
    "key" bytea,
    "headers" text NOT NULL,
    "value" bytea,
    "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE reference (
    "key" text COLLATE "C" NOT NULL,
    "version" integer NOT NULL,
    "state" bytea NOT NULL
) WITH (fillfactor=70);

CREATE TABLE subject (
    "key" text COLLATE "C" NOT NULL,
    "version" integer NOT NULL DEFAULT 0,
    "state" bytea,
    "check_on" date,
    "unmet" boolean NOT NULL DEFAULT false
) WITH (fillfactor=70);

ALTER TABLE calendar_year ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (year, version);
ALTER TABLE clock ADD CONSTRAINT clock_one_check CHECK (one);
ALTER TABLE clock ADD CONSTRAINT clock_pkey PRIMARY KEY (one);
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_next_offset_check CHECK ((next_offset >= 0));
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_pkey PRIMARY KEY (consumer, topic, partition);
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (topic, partition, "offset");
ALTER TABLE fact ADD CONSTRAINT fact_pkey PRIMARY KEY (key, id);
ALTER TABLE migration ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE reference ADD CONSTRAINT reference_pkey PRIMARY KEY (key);
ALTER TABLE subject ADD CONSTRAINT subject_pkey PRIMARY KEY (key);
CREATE UNIQUE INDEX calendar_year_pkey ON calendar_year USING btree (year, version);
CREATE UNIQUE INDEX clock_pkey ON clock USING btree (one);
CREATE UNIQUE INDEX consumer_offset_pkey ON consumer_offset USING btree (consumer, topic, partition);
CREATE UNIQUE INDEX dead_letter_pkey ON dead_letter USING btree (topic, partition, "offset");
CREATE UNIQUE INDEX fact_pkey ON fact USING btree (key, id);
CREATE UNIQUE INDEX migration_pkey ON migration USING btree (number);
CREATE UNIQUE INDEX outbox_pkey ON outbox USING btree (id);
CREATE UNIQUE INDEX reference_pkey ON reference USING btree (key);
CREATE INDEX subject_check_on ON subject USING btree (check_on) WHERE (check_on IS NOT NULL);
CREATE UNIQUE INDEX subject_pkey ON subject USING btree (key);
CREATE INDEX subject_unmet ON subject USING btree (key) WHERE unmet;
