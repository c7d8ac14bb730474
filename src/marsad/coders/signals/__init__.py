"""The coder `signals`: threats, drills, treaty actions, talks and the codebook's other types.

Readable rules propose, a linear model weighs (`judge/`), further rules merge what is told twice.
"""

CODEBOOK = "2"
