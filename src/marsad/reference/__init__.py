"""Identities without words: states, organisations, offices by date, outlets, treaties, arsenals, exercises.

Facts only, each with its source and how sure it is; the words for them stand in `languages`.
"""
