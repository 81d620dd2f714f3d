-- The first of a batch's two round trips: lock, add facts, take in others' states, lock and read what is touched.
-- Rows of several kinds, told apart by "what":
--   offset  key=topic    n=partition  m=next_offset
--   clock   day, n=calendars, m=profiles
--   kept    key, id, type, a=digest           a fact that was there before; the others are new
--   type    key, id, type                     types of stored facts that amendments of this batch name
--   subject key, n=version, m=calendars, a=state, b=told, id=failed
--   later   key, n=facts                      a subject of a level behind, to be locked and read when its turn comes
--   fact    key, id, type, time, day=recorded_on, a=data
--   linked  key=receiver, id=sender, n=1 if asked for, a=state
CREATE TYPE ledger_row AS (
    what text, key text, id text, n bigint, m bigint, day date, type text, "time" timestamptz, a bytea, b bytea
);

-- Of the states that flow to a subject by themselves the first by key, one more than any takes: so it is seen that there are more.
CREATE FUNCTION ledger_subjects(p_keys text[], p_most int) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO subject (key, kind) SELECT k, split_part(k, '/', 1) FROM unnest(p_keys) AS k
        ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT 'subject', s.key, s.failed, s.version::bigint, s.calendars::bigint, s.check_on, NULL::text,
        NULL::timestamptz, s.state, s.told FROM subject s WHERE s.key = ANY(p_keys) ORDER BY s.key FOR UPDATE;
    -- Read only now: whoever held a subject before has committed, and its facts and links are to be seen.
    RETURN QUERY SELECT 'fact', f.key, f.id, NULL::bigint, NULL::bigint, f.recorded_on, f.type, f.time, f.data, NULL::bytea
        FROM fact f WHERE f.key = ANY(p_keys);
    RETURN QUERY SELECT 'linked', l.receiver, l.sender, l.asked::int::bigint, NULL::bigint, NULL::date, NULL::text,
        NULL::timestamptz, coalesce(s.state, k.state), NULL::bytea
        FROM unnest(p_keys) AS w(key) CROSS JOIN LATERAL (
            SELECT * FROM link l WHERE l.receiver = w.key AND l.asked
            UNION ALL (SELECT * FROM link l WHERE l.receiver = w.key AND NOT l.asked ORDER BY l.sender LIMIT p_most + 1)
        ) AS l LEFT JOIN subject s ON s.key = l.sender LEFT JOIN linked k ON k.key = l.sender;
END $$;

CREATE FUNCTION ledger_take(
    p_consumer text, p_topics text[], p_partitions int[],
    f_key text[], f_id text[], f_type text[], f_time timestamptz[], f_recorded_on date[], f_digest bytea[], f_data bytea[],
    s_key text[], s_version int[], s_state bytea[], l_sender text[], l_receiver text[],
    p_named_key text[], p_named_id text[], p_kind text[], p_level int[], p_most int
) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    newer text[];
    new_ids text[];
    touched text[] := '{}';
    levels int[];
BEGIN
    RETURN QUERY SELECT 'offset', o.topic, NULL::text, o.partition::bigint, o.next_offset, NULL::date, NULL::text,
        NULL::timestamptz, NULL::bytea, NULL::bytea FROM fence_lock(p_consumer, p_topics, p_partitions) o;
    RETURN QUERY SELECT 'clock', NULL::text, NULL::text, c.calendars::bigint, c.profiles::bigint, c.day, NULL::text,
        NULL::timestamptz, NULL::bytea, NULL::bytea FROM clock c FOR SHARE;
    IF f_key <> '{}' THEN
        WITH added AS (
            INSERT INTO fact (key, id, type, time, recorded_on, digest, data)
                SELECT * FROM unnest(f_key, f_id, f_type, f_time, f_recorded_on, f_digest, f_data) ORDER BY 1, 2
            ON CONFLICT DO NOTHING RETURNING fact.key, fact.id
        ) SELECT coalesce(array_agg(key), '{}'), coalesce(array_agg(id), '{}') INTO touched, new_ids FROM added;
        -- EXCEPT sorts or hashes whatever the planner thinks of the arrays' lengths; nearly always nothing is left of them.
        IF cardinality(new_ids) < cardinality(f_id) THEN
            RETURN QUERY SELECT 'kept', f.key, f.id, NULL::bigint, NULL::bigint, NULL::date, f.type, NULL::timestamptz, f.digest, NULL::bytea
                FROM (SELECT * FROM unnest(f_key, f_id) EXCEPT SELECT * FROM unnest(touched, new_ids)) AS s(key, id)
                JOIN fact f ON (f.key, f.id) = (s.key, s.id);
        END IF;
    END IF;
    IF p_named_key <> '{}' THEN
        RETURN QUERY SELECT 'type', f.key, f.id, NULL::bigint, NULL::bigint, NULL::date, f.type, NULL::timestamptz, NULL::bytea, NULL::bytea
            FROM fact f JOIN unnest(p_named_key, p_named_id) AS s(key, id) ON (f.key, f.id) = (s.key, s.id);
    END IF;
    IF s_key <> '{}' THEN
        WITH changed AS (
            INSERT INTO linked AS k (key, version, state)
                SELECT * FROM unnest(s_key, s_version, s_state) AS s(key, version, state) ORDER BY 1
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, state = excluded.state
                WHERE k.version < excluded.version RETURNING k.key
        ) SELECT coalesce(array_agg(key), '{}') INTO newer FROM changed;
        -- Whom it left is touched as well as whom it joined.
        SELECT touched || coalesce(array_agg(receiver), '{}') INTO touched FROM link WHERE sender = ANY(newer);
        DELETE FROM link WHERE sender = ANY(newer) AND NOT asked
            AND NOT EXISTS (SELECT FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE (w.s, w.r) = (sender, receiver));
        INSERT INTO link (sender, receiver, asked)
            SELECT w.s, w.r, false FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE w.s = ANY(newer)
            ON CONFLICT DO NOTHING;
        SELECT touched || coalesce(array_agg(receiver), '{}') INTO touched FROM link WHERE sender = ANY(newer);
    END IF;
    -- Level by level, and by key within each: the first level is folded before the next is locked, so whoever held one
    -- subject of a later level from the start could wait for another one, and its holder for the first.
    SELECT coalesce(array_agg(k ORDER BY k), '{}'), coalesce(array_agg(level ORDER BY k), '{}') INTO touched, levels FROM (
        SELECT k, coalesce(l.level, 0) AS level FROM (SELECT DISTINCT k FROM unnest(touched) AS k) AS d
            LEFT JOIN unnest(p_kind, p_level) AS l(kind, level) ON l.kind = split_part(k, '/', 1)) AS t;
    RETURN QUERY SELECT 'later', k, NULL::text, (SELECT count(*) FROM fact f WHERE f.key = k), NULL::bigint, NULL::date, NULL::text,
        NULL::timestamptz, NULL::bytea, NULL::bytea FROM unnest(touched, levels) AS w(k, level)
        WHERE level > (SELECT min(l) FROM unnest(levels) AS l);
    RETURN QUERY SELECT * FROM ledger_subjects(ARRAY(SELECT k FROM unnest(touched, levels) AS w(k, level)
        WHERE level = (SELECT min(l) FROM unnest(levels) AS l) ORDER BY k), p_most);
END $$;

-- Receivers ask for states by their facts: the links, and the states as they stand. The row of the state asked
-- for is made and held, so that whoever changes it meanwhile sees the link, or is seen. (Within one service the
-- state's own row is that row; should two batches thereby wait for one another, the database ends one, which is tried again.)
CREATE FUNCTION ledger_ask(p_sender text[], p_receiver text[]) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO subject (key, kind) SELECT DISTINCT s, split_part(s, '/', 1) FROM unnest(p_sender) AS s
        WHERE split_part(s, '.', 1) = current_schema() ORDER BY 1 ON CONFLICT DO NOTHING;
    PERFORM FROM subject WHERE key = ANY(p_sender) ORDER BY key FOR SHARE;
    INSERT INTO linked (key, version) SELECT DISTINCT s, 0 FROM unnest(p_sender) AS s
        WHERE split_part(s, '.', 1) <> current_schema() ORDER BY 1 ON CONFLICT DO NOTHING;
    PERFORM FROM linked WHERE key = ANY(p_sender) ORDER BY key FOR SHARE;
    INSERT INTO link (sender, receiver, asked) SELECT s, r, true FROM unnest(p_sender, p_receiver) AS w(s, r)
        ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT 'linked', w.r, w.s, 1::bigint, NULL::bigint, NULL::date, NULL::text, NULL::timestamptz,
        coalesce(s.state, k.state), NULL::bytea
        FROM unnest(p_sender, p_receiver) AS w(s, r) LEFT JOIN subject s ON s.key = w.s LEFT JOIN linked k ON k.key = w.s;
END $$;

-- The second: states, links, what is to be sent, refusals, offsets. Returns the subjects of this service that changed states flow to.
CREATE FUNCTION ledger_put(
    p_consumer text, p_topics text[], p_partitions int[], p_next bigint[], p_calendars int, p_profiles int, p_fold int,
    s_key text[], s_version int[], s_state bytea[], s_check_on date[], s_fold_on date[], s_open boolean[], s_told bytea[], s_failed text[], s_unknown text[],
    c_key text[], c_topic text[], c_headers text[],
    l_sender text[], l_receiver text[],
    m_topic text[], m_partition int[], m_key bytea[], m_headers text[], m_value bytea[]
) RETURNS SETOF text LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    UPDATE subject s SET version = n.version, state = n.state, check_on = n.check_on, fold_on = n.fold_on, open = n.open, told = n.told,
            failed = n.failed, unknown = string_to_array(n.unknown, ' '), calendars = p_calendars, profiles = p_profiles, fold_version = p_fold
        FROM unnest(s_key, s_version, s_state, s_check_on, s_fold_on, s_open, s_told, s_failed, s_unknown)
            AS n(key, version, state, check_on, fold_on, open, told, failed, unknown)
        WHERE s.key = n.key;
    INSERT INTO outbox (topic, headers, subject) SELECT * FROM unnest(c_topic, c_headers, c_key);
    INSERT INTO outbox (topic, partition, key, headers, value) SELECT * FROM unnest(m_topic, m_partition, m_key, m_headers, m_value);
    PERFORM fence_advance(p_consumer, p_topics, p_partitions, p_next);
    RETURN QUERY SELECT DISTINCT receiver FROM link WHERE sender = ANY(c_key);
    DELETE FROM link WHERE sender = ANY(c_key) AND NOT asked
        AND NOT EXISTS (SELECT FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE (w.s, w.r) = (sender, receiver));
    RETURN QUERY INSERT INTO link (sender, receiver, asked) SELECT w.s, w.r, false FROM unnest(l_sender, l_receiver) AS w(s, r)
        ON CONFLICT DO NOTHING RETURNING receiver;
END $$;
