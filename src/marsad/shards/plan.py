"""Which shards are to be done, beside what is there already."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.shards.manifest import Coded
from marsad.shards.nouns import Shard


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done and why.

    `todo` are all of it, among them `changed`, whose bytes are others than before, and `outdated`, coded by another
    version; `done` stand as they are. `others` counts what is in the folder of shards that were not named, `older`
    those of them that another version coded.
    """

    todo: tuple[Shard, ...]
    done: tuple[Coded, ...]
    changed: int
    outdated: int
    others: int
    older: int


def plan(shards: Sequence[Shard], held: Mapping[str, Coded], version: str, codebook: str) -> Plan:
    """Return what is to be done of `shards` where `held` stands, so that all is as `version` would code it."""
    known = [(shard, held[shard.address]) for shard in shards if shard.address in held]
    changed = {shard.address for shard, coded in known if not coded.is_of(shard)}
    outdated = {shard.address for shard, coded in known if not coded.is_by(version, codebook)} - changed
    done = tuple(coded for _, coded in known if coded.shard not in changed | outdated)
    stands = {coded.shard for coded in done}
    others = [coded for address, coded in held.items() if address not in {shard.address for shard in shards}]
    return Plan(
        todo=tuple(shard for shard in shards if shard.address not in stands),
        done=done,
        changed=len(changed),
        outdated=len(outdated),
        others=len(others),
        older=sum(not coded.is_by(version, codebook) for coded in others),
    )
