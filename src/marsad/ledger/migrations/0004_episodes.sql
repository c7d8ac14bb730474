-- Episodes. Tellings are signals made ready for comparison, one a revision; what is told of them by the rule and by
-- persons is only ever added. Episodes and links between records are derived: `rebuild_episodes` makes them anew.

CREATE TABLE telling (
  revision INTEGER PRIMARY KEY REFERENCES record (key),
  record TEXT NOT NULL,
  article TEXT NOT NULL REFERENCES article (id),
  standing INTEGER NOT NULL, -- whether its record stands, in the newest version of its page
  source TEXT NOT NULL, -- the upstream source of its article, '' for agencies without a name
  upstream TEXT NOT NULL DEFAULT '', -- what its story said of it when the source was found, '' without a story
  episode INTEGER, -- derived
  json TEXT NOT NULL
);
CREATE UNIQUE INDEX telling_standing ON telling (record) WHERE standing = 1;
CREATE INDEX telling_by_article ON telling (article);
CREATE INDEX telling_by_episode ON telling (episode);

-- What the rule says of two tellings; `one` is the lesser revision.
CREATE TABLE telling_link (
  one INTEGER NOT NULL REFERENCES telling (revision),
  other INTEGER NOT NULL REFERENCES telling (revision),
  rule TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  score REAL NOT NULL,
  why TEXT NOT NULL, -- JSON
  PRIMARY KEY (one, other, rule)
) WITHOUT ROWID;
CREATE INDEX telling_link_by_other ON telling_link (other);

-- What persons say of episodes, by the records in them, and what they take back.
CREATE TABLE episode_judgement (
  key INTEGER PRIMARY KEY, -- order of appending
  id TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);
CREATE TABLE episode_judged (
  record TEXT NOT NULL,
  judgement INTEGER NOT NULL REFERENCES episode_judgement (key),
  PRIMARY KEY (record, judgement)
) WITHOUT ROWID;

-- Derived: where standing tellings are found, by days and by hashed words (below zero).
CREATE TABLE telling_place (
  place INTEGER NOT NULL,
  telling INTEGER NOT NULL,
  PRIMARY KEY (place, telling)
) WITHOUT ROWID;
CREATE INDEX telling_place_by_telling ON telling_place (telling);

-- Derived: every standing telling is in one episode, be it alone.
CREATE TABLE episode (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  since TEXT, -- ISO days
  until TEXT,
  background INTEGER NOT NULL,
  tellings INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX episode_by_day ON episode (since);

-- Derived: what one record is to another. `within` is the episode whose drawing gave it, NULL where it goes across.
CREATE TABLE record_link (
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  within INTEGER,
  score REAL NOT NULL,
  why TEXT NOT NULL, -- JSON
  PRIMARY KEY (source, kind, target)
) WITHOUT ROWID;
CREATE INDEX record_link_by_target ON record_link (target);
CREATE INDEX record_link_within ON record_link (within);
