"""SQL that brings a ledger from one schema to the next; files are never changed once released."""
