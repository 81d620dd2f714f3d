-- Which county an organisation belongs to; tables 三 and 四 are made by county.
CREATE TABLE organisation (
    org    text COLLATE "C" PRIMARY KEY,
    county text NOT NULL
);

-- What the pages ask of an application's state.
CREATE FUNCTION stated(state bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT convert_from(state, 'UTF8')::jsonb
$$;
