-- Captures with their time and evidence, and what stood at an address from when to when.

CREATE TABLE capture_with_time (
  article TEXT NOT NULL REFERENCES article (id),
  origin TEXT NOT NULL,
  url TEXT,
  digest TEXT NOT NULL,
  size INTEGER, -- bytes
  at TEXT, -- when it was captured, ISO 8601, UTC, to the microsecond; NULL where nobody knows
  payload TEXT, -- SHA-256 of the body as it was sent, which the archive keeps; NULL where none does
  run INTEGER NOT NULL REFERENCES run (number),
  PRIMARY KEY (article, origin, digest)
) WITHOUT ROWID;
INSERT INTO capture_with_time (article, origin, url, digest, size, run)
  SELECT article, origin, url, digest, size, run FROM capture;
DROP TABLE capture;
ALTER TABLE capture_with_time RENAME TO capture;
CREATE INDEX capture_by_digest ON capture (digest);

-- What was met at an item's address in one captured state after another. Nothing but `last` ever changes.
CREATE TABLE version (
  key INTEGER PRIMARY KEY,
  item TEXT NOT NULL, -- the address in one form for all its spellings
  article TEXT NOT NULL REFERENCES article (id),
  first TEXT NOT NULL, -- captured first and last in this state, as capture.at
  last TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run (number)
);
CREATE INDEX version_by_item ON version (item, first);
CREATE INDEX version_by_article ON version (article);

-- A new reading looks for the article that waits for it: without an index, in all of them.
CREATE INDEX article_by_reading ON article (reading);

ALTER TABLE article ADD COLUMN earlier INTEGER NOT NULL DEFAULT 0; -- whether its page reads otherwise by now
