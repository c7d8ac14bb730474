-- Derived: what was first told on each day of publication, and the days that are to be counted anew.
CREATE TABLE day_count (
  day TEXT PRIMARY KEY, -- ISO
  words INTEGER NOT NULL,
  acts INTEGER NOT NULL,
  volume INTEGER NOT NULL -- stories that the day's articles tell
) WITHOUT ROWID;
CREATE TABLE day_mark (day TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO day_mark (day) SELECT DISTINCT published_end FROM article WHERE published_end IS NOT NULL;
