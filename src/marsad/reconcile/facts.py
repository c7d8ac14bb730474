"""Which facts, and which words for them, the desks hold pages against; loads neither."""

from marsad.lexicon import make_fingerprint

_ROOMS = ("marsad.reference", *(f"marsad.reconcile.{desk}" for desk in ("arsenals", "desk", "exercises", "treaties")))


def find_version() -> str:
    """Return what changes when the facts do, the user's own among them, or how pages are held against them."""
    return make_fingerprint(_ROOMS)
