-- Organisations that have been published on the registry topic, as published.
CREATE TABLE organisation (
    org  text PRIMARY KEY,
    body text NOT NULL
);
