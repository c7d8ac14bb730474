"""Who is at war with whom."""

from marsad.lexicon import load_table
from marsad.reference.conflicts import Conflict, load_enemies
from marsad.reference.states import load_organisations, load_states


def test_enemies_are_mutual() -> None:
    enemies = load_enemies()
    assert all(code in enemies[other] for code, others in enemies.items() for other in others)
    assert enemies["UKR"] >= {"RUS"}
    assert "UKR" not in enemies["UKR"]


def test_codes_are_known() -> None:
    assert load_enemies().keys() <= load_states().keys() | load_organisations().keys()


def test_basis() -> None:
    rows = tuple(load_table("marsad.reference", "conflicts.toml", Conflict))
    assert all(row.basis == "memory" or (row.basis == "verified" and row.source) for row in rows)
