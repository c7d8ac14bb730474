"""Whether an act is done in another state than its actors'."""

from functools import cache

from marsad.languages.ar.actors.rows import PlaceRow
from marsad.lexicon import load_table
from marsad.model.episode import Telling
from marsad.reference.states import load_states

_PACKAGE = "marsad.languages.ar.actors"
_SEVERAL = "XXX"


def is_abroad(telling: Telling) -> bool:
    """Tell whether a telling's place lies in another state than all of its actors; of alliances that is not told."""
    state = _load_places().get(telling.place or "", _SEVERAL)
    alone = bool(telling.actors) and all(code in load_states() for code in telling.actors)
    return alone and state != _SEVERAL and state not in telling.actors


@cache
def _load_places() -> dict[str, str]:
    """Return the state of each place by its usual English name; states lie in themselves."""
    places = {row.name: row.state for row in load_table(_PACKAGE, "places.toml", PlaceRow)}
    return places | {state.name: state.id for state in load_states().values()}
