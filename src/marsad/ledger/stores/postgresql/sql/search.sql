-- Search, after the first migration. The analyser has split and folded the words, so they are taken as they stand; what
-- stands in one longer than an index takes is cut, there and in questions.

-- What it costs is told, or common words would be looked for in one passage after the other instead of in the index.
CREATE FUNCTION list_terms(terms TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
  AS $$ SELECT CASE WHEN length(terms) <= 500 THEN string_to_array(terms, ' ')
    ELSE ARRAY(SELECT left(term, 500) FROM unnest(string_to_array(terms, ' ')) term) END $$;
CREATE INDEX passage_by_term ON passage USING gin (list_terms(terms)) WITH (fastupdate = off);

CREATE VIEW passage_term AS SELECT DISTINCT unnest(string_to_array(terms, ' ')) COLLATE "C" AS term FROM passage;

-- How many passages and words there are, counted as they come and go.
CREATE TABLE passage_total (passages BIGINT NOT NULL, words BIGINT NOT NULL);
INSERT INTO passage_total (passages, words) VALUES (0, 0);

CREATE FUNCTION count_passages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT BIGINT := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
  came BIGINT;
  held BIGINT;
BEGIN
  SELECT count(*), coalesce(sum(cardinality(string_to_array(terms, ' '))), 0) INTO came, held FROM changed;
  IF came > 0 THEN
    UPDATE passage_total SET passages = passages + sign * came, words = words + sign * held;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER passage_added AFTER INSERT ON passage
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_passages();
CREATE TRIGGER passage_removed AFTER DELETE ON passage
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_passages();
