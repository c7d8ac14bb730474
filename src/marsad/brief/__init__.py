"""The morning brief: what a ledger tells of some days, every line with its sentence and sources; pure.

`make_brief` chooses and ranks, `make_page` puts it into the words of a language, the renderers in `brief.render` write
it down as Markdown, HTML or PDF.
"""

from marsad.brief.holdings import Holdings
from marsad.brief.make import AGAINST, Caps, make_brief
from marsad.brief.nouns import Brief
from marsad.brief.plots import find_start
from marsad.brief.publish import publish
from marsad.brief.talks import is_met_in

__all__ = ["AGAINST", "Brief", "Caps", "Holdings", "find_start", "is_met_in", "make_brief", "publish"]
