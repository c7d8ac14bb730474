"""`marsad disputes`: what is denied or told otherwise, both sentences side by side."""

from collections.abc import Iterator

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.episode_list import Choice, describe_days
from marsad.app.episode_show import Told, read_telling
from marsad.app.errors import FINE
from marsad.app.gathering import Gathered, gather
from marsad.app.labels import describe_parties, describe_record
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace
from marsad.model import Modality
from marsad.model.episode import Episode, LinkKind
from marsad.model.kinds import Status

WIDE = 100  # columns from which both sides stand side by side
_AGAINST = frozenset({LinkKind.CONTRADICTS, LinkKind.DENIES})


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A disputed episode: who tells it, and who denies it or tells it otherwise."""

    episode: Episode
    told: tuple[Told, ...]
    against: tuple[Told, ...]


def run_disputes(screen: Screen, path: LedgerPlace, wanted: Choice, *, as_json: bool) -> int:
    """Print the disputed episodes that `wanted` lets through; return the exit code."""
    with open_ledger(path) as ledger:
        asked = msgspec.structs.replace(wanted.make_filter(), status=(Status.DISPUTED,))
        disputed = tuple(ledger.episodes(asked))
        gathered = gather(screen, ledger, disputed)
        found = [read_dispute(ledger, gathered, episode) for episode in disputed]
    for dispute in found:
        if as_json:
            screen.raw(msgspec.json.encode(dispute).decode())
        else:
            print_dispute(screen, dispute)
    if not found and not as_json:
        screen.say("nothing is disputed; read more pages, or ask for less")
    return FINE


def read_dispute(ledger: Ledger, gathered: Gathered, episode: Episode) -> Dispute:
    """Return a disputed episode with the sentences of both sides."""
    links = [link for link in gathered.links_of(episode) if link.kind in _AGAINST and link.target in episode.tellings]
    denials = [one for one in episode.tellings if gathered.tellings[one].modality is Modality.DENIED]
    against = list(dict.fromkeys([*denials, *(link.source for link in links)]))
    return Dispute(
        episode=episode,
        told=tuple(read_telling(ledger, gathered, one) for one in episode.tellings if one not in against),
        against=tuple(read_telling(ledger, gathered, one) for one in against),
    )


def print_dispute(screen: Screen, dispute: Dispute) -> None:
    """Print both sides of a dispute; on a wide screen side by side, what was claimed on the right, where one begins."""
    episode = dispute.episode
    parties = describe_parties(episode.actors, episode.targets)
    title = f"{describe_days(episode.since, episode.until)}  {episode.type.value} {parties}  {episode.id}"
    screen.out.rule(Text(title, style="bold"), align="left", style="dim")
    screen.say("; ".join(episode.because), style="dim")
    wide = screen.out.width >= WIDE
    width = screen.out.width // 2 - 2 if wide else screen.out.width
    one_sentence = {one.context.sentence for one in dispute.told} & {one.context.sentence for one in dispute.against}
    sides = (dispute.told, dispute.against)
    said, against = (list(_lay(screen, side, width, words_only=bool(one_sentence))) for side in sides)
    if not wide:
        for cell in (*said, Text("— against it —", style="dim"), *against):
            screen.out.print(cell)
        return
    table = Table(box=None, expand=True, padding=(0, 1), header_style="dim")
    table.add_column("against it", ratio=1, justify="right")
    table.add_column("told", ratio=1, justify="right")
    table.add_row(Text("\n").join(against), Text("\n").join(said))
    screen.out.print(table)


def _lay(screen: Screen, side: tuple[Told, ...], width: int, *, words_only: bool) -> Iterator[Text]:
    """Yield the sentences of a side, or the bare words where both stand in one, each with who says it and when."""
    for told in side:
        yield screen.cell(told.context.words if words_only else told.context.sentence, width)
        published = told.article.published.iso() if told.article.published else "undated"
        who = " → ".join(told.chain)
        yield screen.cell(f"{describe_record(told.signal)} · {published} · {who} · {told.signal.id}", width, "dim")
