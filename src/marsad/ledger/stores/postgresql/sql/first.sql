-- What SQLite has and the ledger's SQL asks for, before its first migration.

CREATE FUNCTION json_extract(doc TEXT, path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT doc::json #>> string_to_array(substr(path, 3), '.') $$;

CREATE DOMAIN code AS TEXT COLLATE "C"; -- so that what comes out of JSON sorts as columns do

CREATE FUNCTION json_each(doc TEXT, path TEXT) RETURNS TABLE (value code) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 2
  AS $$ SELECT json_array_elements_text(
    CASE WHEN json_typeof(doc::json #> string_to_array(substr(path, 3), '.')) = 'array'
      THEN doc::json #> string_to_array(substr(path, 3), '.') ELSE '[]' END) $$;

-- What a trigger does that keeps rows as they are; its argument says why.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
