"""FAMILY of languages: general words and grammar, one folder a language. The list: `ar` (Arabic).

To add one: a folder with its closed clitic grammar, calendar, numbers, speech verbs and cues as data, a module
`phrases` with `all_phrases()`, and a line in this docstring's list.
"""
