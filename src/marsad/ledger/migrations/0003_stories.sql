-- Stories. Traces, links and judgements are only ever added: an article whose text changes gets another trace. What is
-- derived from them (keys, stories, members) `rebuild_stories` makes anew.

CREATE TABLE trace (
  place INTEGER PRIMARY KEY, -- by day, and within a day by the article's hash
  article INTEGER NOT NULL REFERENCES article (key),
  shingles BLOB NOT NULL,
  words BLOB NOT NULL,
  facts TEXT NOT NULL -- JSON: day, outlet, numbers, names, credits
);
ALTER TABLE article ADD COLUMN trace INTEGER REFERENCES trace (place); -- the standing one; none while off topic

CREATE UNIQUE INDEX article_by_trace ON article (trace);

-- What the rule says of two texts; `one` belongs to the article with the lesser id.
CREATE TABLE link (
  one INTEGER NOT NULL REFERENCES trace (place),
  other INTEGER NOT NULL REFERENCES trace (place),
  rule TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  score REAL NOT NULL,
  why TEXT NOT NULL, -- JSON
  PRIMARY KEY (one, other, rule)
) WITHOUT ROWID;
CREATE INDEX link_by_other ON link (other);

-- What persons say of articles, and what they take back.
CREATE TABLE judgement (
  key INTEGER PRIMARY KEY, -- order of appending
  id TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);
CREATE TABLE judged (
  article INTEGER NOT NULL REFERENCES article (key),
  judgement INTEGER NOT NULL REFERENCES judgement (key),
  PRIMARY KEY (article, judgement)
) WITHOUT ROWID;
CREATE INDEX judged_by_judgement ON judged (judgement);

-- Derived: where traces are found. One small row a key, clustered by it, the newest trace of a key at its end.
CREATE TABLE trace_key (
  key INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (key, place)
) WITHOUT ROWID;

-- Derived: stories of two articles or more.
CREATE TABLE story (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  first TEXT, -- ISO days
  last TEXT,
  outlet TEXT, -- who told it first
  upstream TEXT NOT NULL -- JSON
);
CREATE INDEX story_by_day ON story (first);
CREATE TABLE member (
  article INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  nth INTEGER NOT NULL -- 0 is the one that counts for all: the upstream's own, or the earliest
);
CREATE UNIQUE INDEX member_by_story ON member (story, nth);

-- Derived: articles that stand in a large story provisionally, until it is drawn anew.
CREATE TABLE waiting (
  article INTEGER PRIMARY KEY REFERENCES article (key)
);
