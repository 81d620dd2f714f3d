CREATE TABLE calendar_year (
    "year" integer NOT NULL,
    "version" integer NOT NULL,
    "known_from" date,
    "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    "body" text NOT NULL
);

CREATE TABLE clock (
    "one" boolean NOT NULL DEFAULT true,
    "day" date,
    "calendars" integer NOT NULL DEFAULT 0,
    "closed" date
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

CREATE TABLE measure (
    "key" text NOT NULL,
    "type" text NOT NULL,
    "body" text NOT NULL
);

CREATE TABLE migration (
    "package" text NOT NULL,
    "number" integer NOT NULL,
    "name" text NOT NULL,
    "checksum" text NOT NULL,
    "applied_at" timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE organisation (
    "org" text NOT NULL,
    "body" text NOT NULL,
    "filed" text,
    "closed" boolean NOT NULL DEFAULT false
);

CREATE TABLE outbox (
    "id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    "topic" text NOT NULL,
    "partition" integer,
    "key" bytea,
    "headers" text NOT NULL,
    "value" bytea,
    "subject" text COLLATE "C",
    "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE registry (
    "one" boolean NOT NULL DEFAULT true,
    "version" bigint NOT NULL DEFAULT 0
) WITH (fillfactor=50);

ALTER TABLE calendar_year ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (year, version);
ALTER TABLE clock ADD CONSTRAINT clock_one_check CHECK (one);
ALTER TABLE clock ADD CONSTRAINT clock_pkey PRIMARY KEY (one);
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_next_offset_check CHECK ((next_offset >= 0));
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_pkey PRIMARY KEY (consumer, topic, partition);
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (topic, partition, "offset");
ALTER TABLE measure ADD CONSTRAINT measure_pkey PRIMARY KEY (key);
ALTER TABLE migration ADD CONSTRAINT migration_pkey PRIMARY KEY (package, number);
ALTER TABLE organisation ADD CONSTRAINT organisation_pkey PRIMARY KEY (org);
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE registry ADD CONSTRAINT registry_one_check CHECK (one);
ALTER TABLE registry ADD CONSTRAINT registry_pkey PRIMARY KEY (one);
CREATE UNIQUE INDEX calendar_year_pkey ON calendar_year USING btree (year, version);
CREATE UNIQUE INDEX clock_pkey ON clock USING btree (one);
CREATE UNIQUE INDEX consumer_offset_pkey ON consumer_offset USING btree (consumer, topic, partition);
CREATE UNIQUE INDEX dead_letter_pkey ON dead_letter USING btree (topic, partition, "offset");
CREATE UNIQUE INDEX measure_pkey ON measure USING btree (key);
CREATE UNIQUE INDEX migration_pkey ON migration USING btree (package, number);
CREATE UNIQUE INDEX organisation_pkey ON organisation USING btree (org);
CREATE UNIQUE INDEX outbox_pkey ON outbox USING btree (id);
CREATE UNIQUE INDEX registry_pkey ON registry USING btree (one);
-- fence_advance
-- fence_lock
