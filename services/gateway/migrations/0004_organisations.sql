ALTER TABLE organisation
    -- Its last day is over: its rights end, and what it could still send is read before it is closed.
    ADD closing   boolean NOT NULL DEFAULT false,
    -- What the admission last told of it.
    ADD admission text,
    -- Behind the last record that it could send, once its rights have ended.
    ADD inbox_end bigint;

-- What became of each organisation, in order: the entry as it was from then on.
CREATE TABLE organisation_change (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org    text NOT NULL REFERENCES organisation,
    day    date,
    change text NOT NULL,
    body   text NOT NULL
);
CREATE INDEX ON organisation_change (org, number);
