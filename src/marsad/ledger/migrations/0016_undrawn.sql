-- Records of which something was judged for which episodes are still to be drawn: what hangs together is drawn as a whole,
-- and not with every batch of a run.
CREATE TABLE undrawn (
  record TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Who is linked to a key is found without a look at the links themselves, which hold their reasons.
DROP INDEX link_by_other;
CREATE INDEX link_by_other ON link (other, verdict, one);
DROP INDEX telling_link_by_other;
CREATE INDEX telling_link_by_other ON telling_link (other, verdict, one);
