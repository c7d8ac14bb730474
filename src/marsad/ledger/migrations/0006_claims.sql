-- Derived: what pages say of treaties, arsenals and exercises, held against the facts; made anew when these change.
CREATE TABLE claim (
  article INTEGER NOT NULL REFERENCES article (key),
  nth INTEGER NOT NULL,
  desk TEXT NOT NULL,
  subject TEXT NOT NULL, -- a treaty, a state or a series by its id, '' where none is known
  verdict TEXT NOT NULL,
  day TEXT, -- of the article's publication, ISO
  json TEXT NOT NULL,
  PRIMARY KEY (article, nth)
) WITHOUT ROWID;
CREATE INDEX claim_by_subject ON claim (desk, subject, day);

ALTER TABLE article ADD COLUMN claimed INTEGER; -- the reading whose claims are filed
CREATE INDEX article_unclaimed ON article (key) WHERE claimed IS NULL OR claimed <> reading;
ALTER TABLE meta ADD COLUMN facts TEXT; -- a fingerprint of the facts that the claims were held against

-- Where episodes are is looked for on maps.
ALTER TABLE episode ADD COLUMN place TEXT;
UPDATE episode SET place = json_extract(json, '$.place');
CREATE INDEX episode_by_place ON episode (place, since, type, background) WHERE place IS NOT NULL;
