-- Derived: the words that passages hold, each once. A search asks for a thousand spellings of a word, nearly all of which
-- stand nowhere; the index of passages takes thirty times as long to tell.

CREATE TABLE word (
  term TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO word (term) SELECT DISTINCT substr(term, 1, 500) FROM passage_term;
