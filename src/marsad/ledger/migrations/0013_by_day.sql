-- Records by day without sorting them all: those that give a day themselves, and those that stand at their article's.
-- The layer and the type stand in the index so that rows of others are not looked at.
CREATE INDEX record_by_day ON record (date_start, article, start, id, layer, type)
  WHERE date_start IS NOT NULL AND valid_to_run IS NULL;
CREATE INDEX record_without_day ON record (article, start, id, layer, type)
  WHERE date_start IS NULL AND valid_to_run IS NULL;
CREATE INDEX article_by_start ON article (coalesce(published_start, '9999-12-31'), id);
-- What begins before a day and goes on after it.
CREATE INDEX record_by_span ON record (date_end, date_start, layer, type)
  WHERE date_end > date_start AND valid_to_run IS NULL;
CREATE INDEX article_by_span ON article (published_end, published_start) WHERE published_end > published_start;

-- Derived: of each episode the first words of it by a party, and by a person, in the order of that one's record.
CREATE TABLE said (
  kind TEXT NOT NULL CHECK (kind IN ('party', 'person')),
  name TEXT NOT NULL, -- the code of the party, the person's usual English name
  day TEXT NOT NULL, -- ISO, on which it was said
  told TEXT NOT NULL, -- ISO, of publication, 9999-12-31 where nobody knows
  record TEXT NOT NULL,
  type TEXT NOT NULL,
  person TEXT,
  episode INTEGER NOT NULL REFERENCES episode (key),
  PRIMARY KEY (kind, name, day, told, record)
) WITHOUT ROWID;
CREATE INDEX said_in_episode ON said (episode);
INSERT INTO said (kind, name, day, told, record, type, person, episode)
  SELECT f.kind, f.name, f.day, f.told, f.record, f.type, f.person, f.episode FROM (
    SELECT v.kind, v.name, v.day, v.told, v.record, v.type, v.person, v.episode,
      row_number() OVER (PARTITION BY v.kind, v.name, v.episode ORDER BY v.day, v.told, v.record) AS nth
    FROM (
      SELECT 'party' AS kind, a.value AS name, t.record, t.episode,
        coalesce(json_extract(t.json, '$.until'), json_extract(t.json, '$.told')) AS day,
        coalesce(json_extract(t.json, '$.told'), '9999-12-31') AS told,
        json_extract(t.json, '$.type') AS type, json_extract(t.json, '$.person') AS person,
        CAST(json_extract(t.json, '$.background') AS TEXT) AS background
      FROM telling t, json_each(t.json, '$.actors') a WHERE t.standing = 1 AND t.episode IS NOT NULL
      UNION ALL
      SELECT 'person', json_extract(t.json, '$.person'), t.record, t.episode,
        coalesce(json_extract(t.json, '$.until'), json_extract(t.json, '$.told')),
        coalesce(json_extract(t.json, '$.told'), '9999-12-31'),
        json_extract(t.json, '$.type'), json_extract(t.json, '$.person'),
        CAST(json_extract(t.json, '$.background') AS TEXT)
      FROM telling t WHERE t.standing = 1 AND t.episode IS NOT NULL AND json_extract(t.json, '$.person') IS NOT NULL
        AND EXISTS (SELECT 1 FROM party p WHERE p.record = t.revision AND p.side = 'actor')
    ) v
    WHERE v.day IS NOT NULL AND coalesce(v.background, '') NOT IN ('1', 'true') AND v.type IN (
      'accusation', 'assessment', 'assurance', 'demand', 'denial', 'doctrine', 'offer', 'pledge', 'rejection',
      'threat', 'warning'
    )
  ) f WHERE f.nth = 1;
