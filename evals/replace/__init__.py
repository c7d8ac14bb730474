"""Documents with names, dates, figures or states replaced, and their annotations moved along.

A coder that has learned what its rules were made with falls when Lavrov becomes another Russian minister, March becomes
August and Russia becomes China. Everything here is a pure function on offsets: `edits` changes a text and keeps the
map, `persons`, `states` and `numbers` say what is to be changed, `variant` puts them together with the annotation.
"""
