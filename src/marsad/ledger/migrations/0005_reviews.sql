-- What persons say of single records. Reviews are only ever added; of two by one person the later one holds.

CREATE TABLE review (
  key INTEGER PRIMARY KEY, -- order of appending
  record TEXT NOT NULL,
  revision INTEGER NOT NULL REFERENCES record (key), -- what was looked at
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'correct', 'reject')),
  changes TEXT NOT NULL, -- JSON: the fields that should read otherwise
  by TEXT NOT NULL,
  at TEXT NOT NULL -- ISO 8601
);
CREATE INDEX review_by_record ON review (record);
CREATE TRIGGER review_unchanged BEFORE UPDATE ON review BEGIN
  SELECT RAISE (ABORT, 'reviews are only ever added');
END;
CREATE TRIGGER review_kept BEFORE DELETE ON review BEGIN
  SELECT RAISE (ABORT, 'reviews are only ever added');
END;

-- What is looked for on pages.
CREATE INDEX record_by_person ON record (person) WHERE person IS NOT NULL AND valid_to_run IS NULL;
CREATE INDEX record_by_confidence ON record (json_extract(json, '$.confidence'))
  WHERE layer = 'signal' AND valid_to_run IS NULL;
CREATE INDEX article_by_outlet ON article (outlet);
CREATE INDEX article_by_day ON article (published_end);
