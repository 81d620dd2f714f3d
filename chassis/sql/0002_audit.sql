-- Who did what: one row an act, added in the act's transaction and never changed. `entry` is the very text that `sha256` covers.
CREATE TABLE audit (
    number   bigint PRIMARY KEY CHECK (number > 0),
    previous text NOT NULL UNIQUE,
    entry    text NOT NULL,
    sha256   text NOT NULL UNIQUE
);

-- The next number and the hash to follow on. Acts of one service wait here for one another: none shares its place in the chain.
CREATE FUNCTION audit_next() RETURNS TABLE (number bigint, previous text, at timestamptz, day date, service text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('gongkai.audit'), hashtext(current_schema()));
    RETURN QUERY SELECT coalesce(a.number, 0) + 1, coalesce(a.sha256, repeat('0', 64)), clock_timestamp(), c.day, current_schema()::text
        FROM clock c LEFT JOIN (SELECT number, sha256 FROM audit ORDER BY number DESC LIMIT 1) a ON true;
END $$;

CREATE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is added to, and nothing in it is changed or removed' USING ERRCODE = 'GK002';
END $$;

CREATE TRIGGER audit_is_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to();
