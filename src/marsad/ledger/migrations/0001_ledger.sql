-- Articles, their readings and records. Records and editions are only ever added; a record that a later reading no
-- longer gives is closed (valid_to_run), and points to the revision that took its place, if any.

CREATE TABLE meta (
  schema_version INTEGER NOT NULL,
  analyser INTEGER NOT NULL -- which version of the search analyser wrote `passage.terms`
);

CREATE TABLE run (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL -- ISO 8601, as the caller gave it
);

CREATE TABLE article (
  key INTEGER PRIMARY KEY, -- order of arrival
  id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  origin TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  published TEXT, -- JSON
  published_start TEXT,
  published_end TEXT,
  on_topic INTEGER NOT NULL,
  body_hash TEXT,
  copy_of TEXT REFERENCES article (id),
  reading INTEGER NOT NULL REFERENCES reading (key) DEFERRABLE INITIALLY DEFERRED,
  run INTEGER NOT NULL REFERENCES run (number)
);
CREATE INDEX article_by_body ON article (body_hash);

-- Where the bytes were met; one page may be met at several places.
CREATE TABLE capture (
  article TEXT NOT NULL REFERENCES article (id),
  origin TEXT NOT NULL,
  url TEXT,
  digest TEXT NOT NULL,
  size INTEGER, -- bytes
  run INTEGER NOT NULL REFERENCES run (number),
  PRIMARY KEY (article, origin)
) WITHOUT ROWID;
CREATE INDEX capture_by_digest ON capture (digest);

-- An article as one extractor gave it; a later extractor may give another edition of the same bytes.
CREATE TABLE edition (
  key INTEGER PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id),
  run INTEGER NOT NULL REFERENCES run (number),
  json TEXT NOT NULL
);
CREATE INDEX edition_by_article ON edition (article);

CREATE TABLE reading (
  key INTEGER PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id),
  edition INTEGER NOT NULL REFERENCES edition (key),
  version TEXT NOT NULL,
  codebook TEXT NOT NULL,
  on_topic INTEGER NOT NULL,
  topic TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run (number)
);
CREATE INDEX reading_by_article ON reading (article);

CREATE TABLE record (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  layer TEXT NOT NULL CHECK (layer IN ('statement', 'signal', 'figure', 'date', 'source')),
  article TEXT NOT NULL REFERENCES article (id),
  edition INTEGER NOT NULL REFERENCES edition (key),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  type TEXT,
  modality TEXT,
  date_start TEXT,
  date_end TEXT,
  place TEXT,
  person TEXT,
  role TEXT,
  attributed_to TEXT,
  background INTEGER,
  value REAL,
  high REAL,
  unit TEXT,
  holder TEXT,
  name TEXT, -- a statement's speaker, a source's name
  rule TEXT NOT NULL,
  coder TEXT NOT NULL,
  version TEXT NOT NULL,
  codebook TEXT NOT NULL,
  valid_from_run INTEGER NOT NULL REFERENCES run (number),
  valid_to_run INTEGER REFERENCES run (number),
  superseded_by INTEGER REFERENCES record (key),
  json TEXT NOT NULL
);
CREATE UNIQUE INDEX record_current ON record (id) WHERE valid_to_run IS NULL;
CREATE INDEX record_by_id ON record (id);
CREATE INDEX record_by_article ON record (article, start);
CREATE INDEX record_by_type ON record (layer, type);

CREATE TABLE party (
  record INTEGER NOT NULL REFERENCES record (key),
  side TEXT NOT NULL CHECK (side IN ('actor', 'target')),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (record, side, position)
) WITHOUT ROWID;
CREATE INDEX party_by_code ON party (code, side, record);

CREATE TABLE abstention (
  reading INTEGER NOT NULL REFERENCES reading (key),
  position INTEGER NOT NULL,
  coder TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (reading, position)
) WITHOUT ROWID;

CREATE TABLE set_aside (
  key INTEGER PRIMARY KEY,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL, -- '' where no bytes could be had
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (origin, digest, reason)
);

-- Derived from editions and records; `rebuild_index` makes it anew.
CREATE TABLE passage (
  key INTEGER PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  terms TEXT NOT NULL
);
CREATE INDEX passage_by_article ON passage (article);

-- The analyser has split and folded the words; the tokenizer must leave points, commas and nunation in them.
CREATE VIRTUAL TABLE passage_index USING fts5 (
  terms, content = 'passage', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 0 tokenchars '.,ً'"
);
CREATE VIRTUAL TABLE passage_term USING fts5vocab (passage_index, 'row');

CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
  INSERT INTO passage_index (rowid, terms) VALUES (new.key, new.terms);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
  INSERT INTO passage_index (passage_index, rowid, terms) VALUES ('delete', old.key, old.terms);
END;
