-- Derived: what each episode adds to series, so that these are made of no more than the days asked for. It hangs on the
-- scale; that is forgotten here, so all of it is found when the ledger is next reconciled or served.
CREATE TABLE graded (
  episode INTEGER NOT NULL REFERENCES episode (key),
  track TEXT NOT NULL CHECK (track IN ('words', 'acts')),
  type TEXT NOT NULL,
  since TEXT, -- ISO days on which it stands
  until TEXT,
  novelty TEXT, -- of words: what they are in their party's record, once they are placed there
  json TEXT NOT NULL, -- all else, but for who carries it
  PRIMARY KEY (episode, track)
) WITHOUT ROWID;
CREATE INDEX graded_by_day ON graded (track, since, until, type, episode);

-- Derived: the pages, sure to the day, that carry an episode as news; the first one of each upstream source is marked.
CREATE TABLE carried (
  episode INTEGER NOT NULL REFERENCES episode (key),
  track TEXT NOT NULL CHECK (track IN ('words', 'acts')),
  article INTEGER NOT NULL, -- its key
  day TEXT NOT NULL, -- ISO, of publication
  type TEXT NOT NULL, -- as graded
  source TEXT NOT NULL,
  is_first INTEGER NOT NULL,
  PRIMARY KEY (episode, track, article)
) WITHOUT ROWID;
CREATE INDEX carried_by_day ON carried (track, day, article, is_first, type, episode);

-- The words that are an episode's first of all, and places in parties' records, by line of talk, from which on it is to
-- be found anew whether words are new.
ALTER TABLE said ADD COLUMN opens INTEGER NOT NULL DEFAULT 0;
UPDATE said SET opens = 1 WHERE kind = 'party' AND record = (
  SELECT o.record FROM said o WHERE o.episode = said.episode ORDER BY o.day, o.told, o.record LIMIT 1
);
CREATE TABLE said_mark (
  name TEXT NOT NULL,
  line TEXT NOT NULL,
  day TEXT NOT NULL,
  told TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (name, line, day, told, record)
) WITHOUT ROWID;
UPDATE meta SET scale = '';

-- What the article said of its publication when the telling was made: where that changes, it is made anew.
ALTER TABLE telling ADD COLUMN published TEXT NOT NULL DEFAULT '';
UPDATE telling SET published = coalesce((SELECT a.published FROM article a WHERE a.id = telling.article), '');

ALTER TABLE day_count ADD COLUMN on_topic INTEGER NOT NULL DEFAULT 0; -- articles
UPDATE day_count SET on_topic = (
  SELECT coalesce(sum(a.on_topic), 0) FROM article a
  WHERE a.published_end = day_count.day AND a.published_start = a.published_end AND a.earlier = 0
    AND a.published NOT LIKE '%"stamp"%'
);
CREATE INDEX episode_taken_back ON episode (key) WHERE status = 'corrected';
