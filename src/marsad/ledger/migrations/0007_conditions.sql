-- Conditions of indexes as questions put them since they are the same for all stores; those that older ledgers have differ.

DROP INDEX telling_standing;
CREATE UNIQUE INDEX telling_standing ON telling (record) WHERE standing = 1;

DROP INDEX record_by_confidence;
CREATE INDEX record_by_confidence ON record (CAST(json_extract(json, '$.confidence') AS DOUBLE PRECISION))
  WHERE layer = 'signal' AND valid_to_run IS NULL;
