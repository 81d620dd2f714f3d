-- Where the notices of an organisation are delivered to. The secret signs them, so it is kept as it is.
CREATE SEQUENCE webhook_turn;
CREATE TABLE webhook (
    org         text   PRIMARY KEY,
    url         text   NOT NULL,
    -- Types of notices that are delivered; empty: all.
    types       text[] NOT NULL DEFAULT '{}',
    secret      text   NOT NULL,
    paused      boolean NOT NULL DEFAULT false,
    -- Offset of the notice that is to be delivered next.
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    -- Another one after each change by people: what was under way before it moves nothing any more.
    turn        bigint NOT NULL DEFAULT nextval('webhook_turn')
) WITH (fillfactor = 50);

-- Single notices that are to be delivered once more, before those that come next.
CREATE TABLE webhook_repeat (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org      text   NOT NULL REFERENCES webhook ON DELETE CASCADE,
    "offset" bigint NOT NULL
);

-- Attempts. No content of a notice, and nothing of what the receiver says but its status.
CREATE TABLE webhook_delivery (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org      text   NOT NULL REFERENCES webhook ON DELETE CASCADE,
    "offset" bigint NOT NULL,
    message  text   NOT NULL,
    type     text   NOT NULL,
    attempt  int    NOT NULL,
    -- None where there was no answer; the reason says why.
    status   int,
    reason   text   NOT NULL,
    accepted boolean NOT NULL,
    -- A single notice that was asked for once more, out of its turn.
    repeated boolean NOT NULL,
    day      date,
    at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX webhook_delivery_newest ON webhook_delivery (org, id);
CREATE INDEX webhook_delivery_message ON webhook_delivery (org, message);

-- One row: which instance of the gateway delivers, and until when unless it says so again.
CREATE TABLE webhook_lease (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    holder text    NOT NULL DEFAULT '',
    ends   timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);
INSERT INTO webhook_lease DEFAULT VALUES;
