-- The first of a batch's two round trips: lock, add facts, take in others' states, lock and read what is touched.
-- Rows of several kinds, told apart by "what":
--   offset  key=topic    n=partition  m=next_offset
--   clock   day, n=calendars, m=profiles
--   kept    key, id, type, a=digest           a fact that was there before; the others are new
--   type    key, id, type                     types of stored facts that amendments of this batch name
--   subject key, n=version, m=calendars, a=state, b=told, id=failed
--   later   key, n=facts                      a subject of a level behind, to be locked and read when its turn comes
--   fact    key, id, type, time, day=recorded_on, a=data
--   linked  key=receiver, id=sender, n=1 if asked for
--   state   key=sender, a=state               once, to however many of the subjects it flows
CREATE TYPE ledger_row AS (
    what text, key text, id text, n bigint, m bigint, day date, type text, "time" timestamptz, a bytea, b bytea
);

-- The states of senders that have one, each once.
CREATE FUNCTION ledger_states(p_senders text[]) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT 'state', s.key, NULL::text, NULL::bigint, NULL::bigint, NULL::date, NULL::text, NULL::timestamptz, s.state, NULL::bytea
        FROM subject s WHERE s.key = ANY(p_senders) AND s.state IS NOT NULL;
    RETURN QUERY SELECT 'state', k.key, NULL::text, NULL::bigint, NULL::bigint, NULL::date, NULL::text, NULL::timestamptz, k.state, NULL::bytea
        FROM linked k WHERE k.key = ANY(p_senders) AND k.state IS NOT NULL;
END $$;

-- Whether this code is the newest. Only then may receivers be left alone to which the same flows as before: by that code's measure,
-- and newer code may read more. What older code has folded is folded again anyway.
CREATE FUNCTION ledger_is_newest(p_fold int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM fold_code WHERE number > p_fold)
$$;

-- Of the states that flow to a subject by themselves the first by key, one more than any takes: so it is seen that there are more.
CREATE FUNCTION ledger_subjects(p_keys text[], p_most int) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    receivers text[];
    senders text[];
    asked boolean[];
BEGIN
    INSERT INTO subject (key, kind) SELECT k, split_part(k, '/', 1) FROM unnest(p_keys) AS k
        ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT 'subject', s.key, s.failed, s.version::bigint, s.calendars::bigint, s.check_on, NULL::text,
        NULL::timestamptz, s.state, s.told FROM subject s WHERE s.key = ANY(p_keys) ORDER BY s.key FOR UPDATE;
    -- Read only now: whoever held a subject before has committed, and its facts and links are to be seen.
    RETURN QUERY SELECT 'fact', f.key, f.id, NULL::bigint, NULL::bigint, f.recorded_on, f.type, f.time, f.data, NULL::bytea
        FROM fact f WHERE f.key = ANY(p_keys);
    SELECT coalesce(array_agg(l.receiver), '{}'), coalesce(array_agg(l.sender), '{}'), coalesce(array_agg(l.asked), '{}')
        INTO receivers, senders, asked
        FROM unnest(p_keys) AS w(key) CROSS JOIN LATERAL (
            SELECT * FROM link l WHERE l.receiver = w.key AND l.asked
            UNION ALL (SELECT * FROM link l WHERE l.receiver = w.key AND NOT l.asked ORDER BY l.sender LIMIT p_most + 1)
        ) AS l;
    RETURN QUERY SELECT 'linked', l.receiver, l.sender, l.asked::int::bigint, NULL::bigint, NULL::date, NULL::text,
        NULL::timestamptz, NULL::bytea, NULL::bytea FROM unnest(receivers, senders, asked) AS l(receiver, sender, asked);
    RETURN QUERY SELECT * FROM ledger_states(ARRAY(SELECT DISTINCT s FROM unnest(senders) AS s));
END $$;

CREATE FUNCTION ledger_take(
    p_consumer text, p_topics text[], p_partitions int[],
    f_key text[], f_id text[], f_type text[], f_time timestamptz[], f_recorded_on date[], f_digest bytea[], f_data bytea[],
    s_key text[], s_version int[], s_state bytea[], s_parts text[], l_sender text[], l_receiver text[],
    p_named_key text[], p_named_id text[], p_kind text[], p_level int[], p_most int, p_fold int
) RETURNS SETOF ledger_row LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    newer text[];
    parts text[];
    parts_before text[];
    moved text[];
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
            INSERT INTO linked AS k (key, version, state, parts)
                SELECT * FROM unnest(s_key, s_version, s_state, s_parts) AS s(key, version, state, parts) ORDER BY 1
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, state = excluded.state, parts = excluded.parts
                WHERE k.version < excluded.version RETURNING new.key, new.parts, old.parts AS before
        ) SELECT coalesce(array_agg(key), '{}'), coalesce(array_agg(parts), '{}'), coalesce(array_agg(before), '{}')
            INTO newer, parts, parts_before FROM changed;
        IF NOT ledger_is_newest(p_fold) THEN
            parts_before := '{}';
        END IF;
        -- Those of a kind to which the same part flows as before are as they were.
        SELECT touched || coalesce(array_agg(receiver), '{}') INTO touched
            FROM unnest(newer, parts, parts_before) AS w(key, parts, before) JOIN link ON sender = w.key
            WHERE NOT EXISTS (SELECT FROM unnest(string_to_array(w.parts, ' ')) AS part
                WHERE split_part(part, ':', 1) = split_part(receiver, '/', 1) AND part = ANY(string_to_array(w.before, ' ')));
        -- Whom it left is touched as well as whom it joined.
        WITH gone AS (
            DELETE FROM link WHERE sender = ANY(newer) AND NOT asked
                AND NOT EXISTS (SELECT FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE (w.s, w.r) = (sender, receiver))
            RETURNING receiver
        ) SELECT coalesce(array_agg(receiver), '{}') INTO moved FROM gone;
        touched := touched || moved;
        WITH joined AS (
            INSERT INTO link (sender, receiver, asked)
                SELECT w.s, w.r, false FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE w.s = ANY(newer)
            ON CONFLICT DO NOTHING RETURNING receiver
        ) SELECT coalesce(array_agg(receiver), '{}') INTO moved FROM joined;
        touched := touched || moved;
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
    RETURN QUERY SELECT * FROM ledger_states(ARRAY(SELECT DISTINCT s FROM unnest(p_sender) AS s));
END $$;

-- The second: states, links, what is to be sent, refusals, offsets. Returns the subjects of this service that changed states flow to.
CREATE FUNCTION ledger_put(
    p_consumer text, p_topics text[], p_partitions int[], p_next bigint[], p_calendars int, p_profiles int, p_fold int,
    s_key text[], s_version int[], s_state bytea[], s_check_on date[], s_fold_on date[], s_open boolean[], s_told bytea[], s_failed text[], s_unknown text[],
    c_key text[], c_topic text[], c_headers text[], c_same text[],
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
    -- "same": the kinds to which the same flows as before; they are left alone.
    RETURN QUERY SELECT DISTINCT receiver FROM unnest(c_key, c_same) AS c(key, same) JOIN link ON sender = c.key
        WHERE NOT (split_part(receiver, '/', 1) = ANY(string_to_array(c.same, ' ')) AND ledger_is_newest(p_fold));
    RETURN QUERY DELETE FROM link WHERE sender = ANY(c_key) AND NOT asked
        AND NOT EXISTS (SELECT FROM unnest(l_sender, l_receiver) AS w(s, r) WHERE (w.s, w.r) = (sender, receiver)) RETURNING receiver;
    RETURN QUERY INSERT INTO link (sender, receiver, asked) SELECT w.s, w.r, false FROM unnest(l_sender, l_receiver) AS w(s, r)
        ON CONFLICT DO NOTHING RETURNING receiver;
END $$;
