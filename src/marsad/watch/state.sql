-- What a watch remembers. Times are seconds since 1970 (UTC), days ISO 8601.

CREATE TABLE process (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  started REAL NOT NULL,
  beat REAL NOT NULL,
  ended REAL -- NULL while it runs, or when it was killed
);

CREATE TABLE place (
  url TEXT PRIMARY KEY,
  outlet TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'page')),
  host TEXT NOT NULL,
  every REAL NOT NULL,
  delay REAL,
  parent TEXT, -- the sitemap index that names it
  depth INTEGER NOT NULL,
  changed TEXT, -- the day that the index gives for it
  listed INTEGER NOT NULL, -- whether the watch list, or a listed index, still names it
  final TEXT,
  etag TEXT,
  modified TEXT,
  looked REAL, -- the last look that had an answer
  due REAL, -- NULL where only its index wakes it
  news REAL, -- the last look that found a new page
  failures INTEGER NOT NULL, -- in a row
  reason TEXT -- of the last failure
) WITHOUT ROWID;
CREATE INDEX place_by_outlet ON place (outlet, due) WHERE listed AND due IS NOT NULL;

CREATE TABLE page (
  key INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  outlet TEXT NOT NULL,
  place TEXT NOT NULL, -- how it was found
  host TEXT NOT NULL,
  day TEXT, -- that the place gives
  status TEXT NOT NULL CHECK (status IN ('wanted', 'fetched', 'read', 'aside')),
  found REAL NOT NULL,
  asked REAL NOT NULL,
  first REAL,
  due REAL, -- the next try or check; NULL where none is
  tries INTEGER NOT NULL,
  checks INTEGER NOT NULL,
  digest TEXT,
  final TEXT,
  media TEXT NOT NULL,
  size INTEGER NOT NULL,
  etag TEXT,
  modified TEXT,
  concluded REAL, -- when it was read last or given up
  stage TEXT, -- where it was set aside
  reason TEXT,
  characters INTEGER,
  records INTEGER,
  on_topic INTEGER
);
CREATE INDEX page_wanted ON page (outlet, found DESC, day DESC, key) WHERE status = 'wanted';
CREATE INDEX page_due ON page (outlet, due) WHERE due IS NOT NULL;
CREATE INDEX page_by_host ON page (host, due) WHERE due IS NOT NULL;
CREATE INDEX page_fetched ON page (key) WHERE status = 'fetched';
CREATE INDEX page_concluded ON page (outlet, concluded) WHERE concluded IS NOT NULL;
CREATE INDEX page_found ON page (outlet, found);

-- Hosts that are left alone for a while.
CREATE TABLE hold (
  host TEXT PRIMARY KEY,
  until REAL NOT NULL,
  failures INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE day (
  outlet TEXT NOT NULL,
  day TEXT NOT NULL,
  fetched INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  characters INTEGER NOT NULL DEFAULT 0,
  aside INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (outlet, day)
) WITHOUT ROWID;

CREATE TABLE trouble (
  outlet TEXT NOT NULL,
  day TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('look', 'fetch', 'read')),
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  last REAL NOT NULL,
  message TEXT NOT NULL, -- of the last one
  PRIMARY KEY (outlet, day, stage, reason)
) WITHOUT ROWID
