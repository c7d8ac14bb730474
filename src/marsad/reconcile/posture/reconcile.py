"""From episodes to what the posture watch tells."""

from collections import defaultdict
from datetime import date

from msgspec.structs import replace

from marsad.reconcile.material import Material
from marsad.reconcile.posture.calm import find_against, find_assessments
from marsad.reconcile.posture.changes import find_changes, find_standings
from marsad.reconcile.posture.nouns import Posture


def reconcile_posture(material: Material) -> Posture:
    """Return all changes, what stands, and the assessments of no change with what they stand against."""
    changes = list(find_changes(material))
    calm = list(find_assessments(material))
    links = [link for one in calm for link in find_against(one, changes, material.tellings)]
    against: defaultdict[str, list[str]] = defaultdict(list)
    denied: defaultdict[str, list[str]] = defaultdict(list)
    episodes = {change.record: change.episode for change in changes}
    for link in links:
        against[link.target].append(link.source)
        denied[link.source].append(episodes[link.target])
    whole = [replace(change, against=tuple(dict.fromkeys(against[change.record]))) for change in changes]
    seen = [replace(one, contradicts=tuple(dict.fromkeys(denied[one.record]))) for one in calm]
    return Posture(
        changes=tuple(sorted(whole, key=lambda one: (one.since is None, one.since or date.max, one.episode))),
        standings=tuple(find_standings(whole)),
        calm=tuple(sorted(seen, key=lambda one: (one.day is None, one.day or date.max, one.record))),
        links=tuple(dict.fromkeys(links)),
    )
