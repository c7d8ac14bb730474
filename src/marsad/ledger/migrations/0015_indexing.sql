-- Passages are taken into the index by the writer at the end of its transaction, no longer one by one: before every
-- statement that a trigger hangs on the index is written out, so that each passage made a segment of its own, to be merged
-- with others. On a server there is nothing to do.
DROP TRIGGER passage_added;
