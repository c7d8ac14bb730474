-- Which reading of an article is in episodes, NULL where anything about it may have changed since: another version of its
-- page stands, or its story was drawn anew. So nobody goes through all records for the few that are new.
ALTER TABLE article ADD COLUMN reconciled INTEGER;
UPDATE article SET reconciled = reading WHERE NOT EXISTS (
  SELECT 1 FROM record r WHERE r.article = article.id AND r.layer = 'signal' AND r.valid_to_run IS NULL
    AND article.earlier = 0 AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.revision = r.key AND t.standing = 1)
) AND NOT EXISTS (
  SELECT 1 FROM telling t JOIN record r ON r.key = t.revision
    LEFT JOIN member m ON m.article = article.key LEFT JOIN story s ON s.key = m.story
  WHERE t.article = article.id AND t.standing = 1
    AND (r.valid_to_run IS NOT NULL OR article.earlier = 1 OR coalesce(s.upstream, '') <> t.upstream)
);
CREATE INDEX article_unreconciled ON article (key) WHERE reconciled IS NULL OR reconciled <> reading;
