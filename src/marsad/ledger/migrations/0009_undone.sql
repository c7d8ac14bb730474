-- Reviews that were taken back, by whom and when. The review stays, as everything that was said does.

CREATE TABLE review_undone (
  review INTEGER PRIMARY KEY REFERENCES review (key),
  by TEXT NOT NULL,
  at TEXT NOT NULL -- ISO 8601
);
CREATE TRIGGER review_undone_unchanged BEFORE UPDATE ON review_undone BEGIN
  SELECT RAISE (ABORT, 'reviews are only ever added');
END;
CREATE TRIGGER review_undone_kept BEFORE DELETE ON review_undone BEGIN
  SELECT RAISE (ABORT, 'reviews are only ever added');
END;
CREATE INDEX review_by_person ON review (by, record);
