-- What pages ask for again and again, kept beside what it is made of. All of it is derived: `rebuild_episodes` and
-- `rebuild_tallies` make it anew.

-- Standing signals by their place in an article, without the whole record.
CREATE INDEX record_signal ON record (article, start, "end", type) WHERE layer = 'signal' AND valid_to_run IS NULL;

-- Of outlets ('' where none is named) how many articles, those on topic and standing signals they have; of persons in how
-- many standing records they speak or act (`records`).
CREATE TABLE tally (
  kind TEXT NOT NULL CHECK (kind IN ('outlet', 'person')),
  name TEXT NOT NULL,
  articles INTEGER NOT NULL,
  on_topic INTEGER NOT NULL,
  records INTEGER NOT NULL,
  first TEXT, -- ISO days
  last TEXT,
  arrived TEXT, -- as the run has it
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;
INSERT INTO tally (kind, name, articles, on_topic, records, first, last, arrived)
  SELECT 'outlet', coalesce(a.outlet, ''), count(*), sum(a.on_topic),
    sum((SELECT count(*) FROM record r WHERE r.article = a.id AND r.layer = 'signal' AND r.valid_to_run IS NULL)),
    min(a.published_start), max(a.published_end), max(u.at)
  FROM article a JOIN run u ON u.number = a.run GROUP BY coalesce(a.outlet, '');
INSERT INTO tally (kind, name, articles, on_topic, records, last)
  SELECT 'person', r.person, 0, 0, count(*), max(coalesce(r.date_end, a.published_end))
  FROM record r JOIN article a ON a.id = r.article
  WHERE r.person IS NOT NULL AND r.valid_to_run IS NULL GROUP BY r.person;

-- An episode's level on each track, and by which scale levels were found.
ALTER TABLE meta ADD COLUMN scale TEXT NOT NULL DEFAULT '';
ALTER TABLE episode ADD COLUMN words INTEGER;
ALTER TABLE episode ADD COLUMN acts INTEGER;
ALTER TABLE episode ADD COLUMN modality TEXT NOT NULL DEFAULT 'actual';
UPDATE episode SET modality = coalesce(json_extract(json, '$.modality'), 'actual');
DROP INDEX episode_by_day;
-- All that episodes are chosen and counted by, so that their JSON is read of those shown alone.
CREATE INDEX episode_by_day
  ON episode (since, id, until, type, status, modality, background, words, acts, place, sources);

-- Who has which part in an episode: as an actor, as a target, as either (party), or one towards the other (pair, A>B).
CREATE TABLE episode_part (
  episode INTEGER NOT NULL REFERENCES episode (key),
  part TEXT NOT NULL CHECK (part IN ('actor', 'target', 'party', 'pair')),
  code TEXT NOT NULL,
  id TEXT NOT NULL, -- the episode's, with its days: lists are in their order
  since TEXT,
  until TEXT,
  PRIMARY KEY (episode, part, code)
) WITHOUT ROWID;
INSERT INTO episode_part (episode, part, code, id, since, until)
  SELECT DISTINCT e.key, 'actor', a.value, e.id, e.since, e.until FROM episode e, json_each(e.json, '$.actors') a;
INSERT INTO episode_part (episode, part, code, id, since, until)
  SELECT DISTINCT e.key, 'target', t.value, e.id, e.since, e.until FROM episode e, json_each(e.json, '$.targets') t;
INSERT INTO episode_part (episode, part, code, id, since, until)
  SELECT DISTINCT episode, 'party', code, id, since, until FROM episode_part;
INSERT INTO episode_part (episode, part, code, id, since, until)
  SELECT a.episode, 'pair', a.code || '>' || t.code, a.id, a.since, a.until
  FROM episode_part a JOIN episode_part t ON t.episode = a.episode WHERE a.part = 'actor' AND t.part = 'target';
CREATE INDEX episode_part_by_code ON episode_part (part, code, since, id, until);

CREATE INDEX article_by_run ON article (run);
CREATE INDEX article_of_outlet ON article (outlet, id);
DROP INDEX telling_by_article;
CREATE INDEX telling_by_article ON telling (article, standing, episode);
DROP INDEX story_by_day;
CREATE INDEX story_by_day ON story (first, size, id, outlets, last);
