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

CREATE TABLE closed (
    "topic" text NOT NULL,
    "partition" integer NOT NULL,
    "day" date NOT NULL
) WITH (fillfactor=50);

CREATE TABLE consumer_offset (
    "consumer" text NOT NULL,
    "topic" text NOT NULL,
    "partition" integer NOT NULL,
    "next_offset" bigint NOT NULL
) WITH (fillfactor=50);

CREATE TABLE contribution (
    "key" text COLLATE "C" NOT NULL,
    "version" integer NOT NULL,
    "counts" bytea NOT NULL,
    "obligations" bytea NOT NULL
) WITH (fillfactor=80);

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

CREATE TABLE migration (
    "number" integer NOT NULL,
    "name" text NOT NULL,
    "checksum" text NOT NULL,
    "applied_at" timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE month_count (
    "org" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL,
    "counts" bytea NOT NULL
) WITH (fillfactor=50);

CREATE TABLE organisation (
    "org" text COLLATE "C" NOT NULL,
    "county" text NOT NULL
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

CREATE TABLE owed (
    "key" text COLLATE "C" NOT NULL,
    "org" text NOT NULL,
    "body" bytea NOT NULL
) WITH (fillfactor=80);

ALTER TABLE calendar_year ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (year, version);
ALTER TABLE clock ADD CONSTRAINT clock_one_check CHECK (one);
ALTER TABLE clock ADD CONSTRAINT clock_pkey PRIMARY KEY (one);
ALTER TABLE closed ADD CONSTRAINT closed_pkey PRIMARY KEY (topic, partition);
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_next_offset_check CHECK ((next_offset >= 0));
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_pkey PRIMARY KEY (consumer, topic, partition);
ALTER TABLE contribution ADD CONSTRAINT contribution_pkey PRIMARY KEY (key);
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (topic, partition, "offset");
ALTER TABLE migration ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE month_count ADD CONSTRAINT month_count_pkey PRIMARY KEY (org, month);
ALTER TABLE organisation ADD CONSTRAINT organisation_pkey PRIMARY KEY (org);
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE owed ADD CONSTRAINT owed_pkey PRIMARY KEY (key);
CREATE UNIQUE INDEX calendar_year_pkey ON calendar_year USING btree (year, version);
CREATE UNIQUE INDEX clock_pkey ON clock USING btree (one);
CREATE UNIQUE INDEX closed_pkey ON closed USING btree (topic, partition);
CREATE UNIQUE INDEX consumer_offset_pkey ON consumer_offset USING btree (consumer, topic, partition);
CREATE UNIQUE INDEX contribution_pkey ON contribution USING btree (key);
CREATE UNIQUE INDEX dead_letter_pkey ON dead_letter USING btree (topic, partition, "offset");
CREATE UNIQUE INDEX migration_pkey ON migration USING btree (number);
CREATE UNIQUE INDEX month_count_pkey ON month_count USING btree (org, month);
CREATE UNIQUE INDEX organisation_pkey ON organisation USING btree (org);
CREATE UNIQUE INDEX outbox_pkey ON outbox USING btree (id);
CREATE UNIQUE INDEX owed_pkey ON owed USING btree (key);
