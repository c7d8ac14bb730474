"""All that a document may tell, before anything is decided: acts, named speech acts, pieces of what is said."""

import msgspec

from marsad.coders.base import Findings
from marsad.coders.signals.acts import find_acts
from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.contexts import make_contexts
from marsad.coders.signals.speech import Piece, find_named, find_pieces


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """What may be signals: `cues` are set off by a word, `pieces` are what somebody says."""

    cues: tuple[Candidate, ...]
    pieces: tuple[Piece, ...]


def make_pool(findings: Findings) -> Pool:
    """Return what an article may tell, in text order."""
    contexts = make_contexts(findings)
    return Pool(
        cues=tuple(each for context in contexts for found in (find_acts, find_named) for each in found(context)),
        pieces=tuple(each for context in contexts for each in find_pieces(context)),
    )
