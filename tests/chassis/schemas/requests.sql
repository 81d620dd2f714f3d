CREATE TABLE application (
    "key" text COLLATE "C" NOT NULL,
    "org" text NOT NULL,
    "state" text NOT NULL,
    "overdue" boolean NOT NULL,
    "kind" text,
    "arrived_on" date,
    "received_on" date,
    "answered_on" date,
    "due_on" date,
    "provisional" boolean NOT NULL,
    "alert" text NOT NULL,
    "applicant_ref" text,
    "subject_hash" text,
    "disclosable" boolean NOT NULL,
    "counted" bytea NOT NULL,
    "repeat_of" text
) WITH (fillfactor=80);

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

CREATE TABLE reference (
    "key" text COLLATE "C" NOT NULL,
    "version" integer NOT NULL,
    "state" bytea NOT NULL
) WITH (fillfactor=70);

CREATE TABLE reminder (
    "key" text COLLATE "C" NOT NULL,
    "kind" text NOT NULL,
    "due_on" date,
    "provisional" boolean NOT NULL,
    "phase" text NOT NULL
) WITH (fillfactor=80);

CREATE TABLE subject (
    "key" text COLLATE "C" NOT NULL,
    "version" integer NOT NULL DEFAULT 0,
    "state" bytea,
    "check_on" date,
    "unmet" boolean NOT NULL DEFAULT false
) WITH (fillfactor=70);

CREATE TABLE suggestion (
    "org" text NOT NULL,
    "subject_hash" text NOT NULL,
    "applications" text[] NOT NULL
);

ALTER TABLE application ADD CONSTRAINT application_pkey PRIMARY KEY (key);
ALTER TABLE calendar_year ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (year, version);
ALTER TABLE clock ADD CONSTRAINT clock_one_check CHECK (one);
ALTER TABLE clock ADD CONSTRAINT clock_pkey PRIMARY KEY (one);
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_next_offset_check CHECK ((next_offset >= 0));
ALTER TABLE consumer_offset ADD CONSTRAINT consumer_offset_pkey PRIMARY KEY (consumer, topic, partition);
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (topic, partition, "offset");
ALTER TABLE fact ADD CONSTRAINT fact_pkey PRIMARY KEY (key, id);
ALTER TABLE migration ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE organisation ADD CONSTRAINT organisation_pkey PRIMARY KEY (org);
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE reference ADD CONSTRAINT reference_pkey PRIMARY KEY (key);
ALTER TABLE reminder ADD CONSTRAINT reminder_pkey PRIMARY KEY (key, kind);
ALTER TABLE subject ADD CONSTRAINT subject_pkey PRIMARY KEY (key);
ALTER TABLE suggestion ADD CONSTRAINT suggestion_pkey PRIMARY KEY (org, subject_hash);
CREATE INDEX application_due ON application USING btree (due_on) WHERE (due_on IS NOT NULL);
CREATE INDEX application_org ON application USING btree (org, key);
CREATE UNIQUE INDEX application_pkey ON application USING btree (key);
CREATE INDEX application_subject ON application USING btree (subject_hash, org) WHERE (subject_hash IS NOT NULL);
CREATE UNIQUE INDEX calendar_year_pkey ON calendar_year USING btree (year, version);
CREATE UNIQUE INDEX clock_pkey ON clock USING btree (one);
CREATE UNIQUE INDEX consumer_offset_pkey ON consumer_offset USING btree (consumer, topic, partition);
CREATE UNIQUE INDEX dead_letter_pkey ON dead_letter USING btree (topic, partition, "offset");
CREATE UNIQUE INDEX fact_pkey ON fact USING btree (key, id);
CREATE UNIQUE INDEX migration_pkey ON migration USING btree (number);
CREATE UNIQUE INDEX organisation_pkey ON organisation USING btree (org);
CREATE UNIQUE INDEX outbox_pkey ON outbox USING btree (id);
CREATE UNIQUE INDEX reference_pkey ON reference USING btree (key);
CREATE UNIQUE INDEX reminder_pkey ON reminder USING btree (key, kind);
CREATE INDEX subject_check_on ON subject USING btree (check_on) WHERE (check_on IS NOT NULL);
CREATE UNIQUE INDEX subject_pkey ON subject USING btree (key);
CREATE INDEX subject_unmet ON subject USING btree (key) WHERE unmet;
CREATE UNIQUE INDEX suggestion_pkey ON suggestion USING btree (org, subject_hash);
