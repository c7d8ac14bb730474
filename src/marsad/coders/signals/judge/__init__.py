"""The judge: a linear model over what the rules propose, and how sure it is.

The rules find cues, roles and reasons for doubt; the judge weighs them. Its weights lie in `weights.json`, made by
`make train` from texts that were written and annotated for it; nothing is learned at run time. Adding a feature: name
it in `cue.py`, `piece.py` or `party.py`, in a facet of what it hangs on or as a spread (`facets.py`), run `make train`,
look at what `make eval` gains and loses.
"""
