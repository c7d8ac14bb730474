"""The observatory: pages of a ledger for people, in Arabic and English.

A page is a function from a Visit to a Shown (`pages/`), a template beside it, its words in `labels.toml`, and a line in
the list of routes in `server.py`. What else is served, such as an interface for programs, is mounted there too.
"""
