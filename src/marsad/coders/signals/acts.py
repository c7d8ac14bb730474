"""Acts: deployments, strikes, drills, treaty actions, talks. A cue with its object, licence, roles and modality."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.frame import Frame, find_frame
from marsad.coders.signals.licence import is_means, why_not
from marsad.coders.signals.modality import find_modality
from marsad.coders.signals.organiser import find_organiser
from marsad.coders.signals.parties import find_parties
from marsad.coders.signals.party import NOBODY, UNREAD
from marsad.coders.signals.roles import UNKNOWN, Party, find_doer
from marsad.coders.signals.rows import Form, load_kinds
from marsad.coders.signals.targets import find_targets
from marsad.find.actors import ActorKind
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

OF_ANOTHER = "the words of another act"
MEANS = "the means of an act told in the same clause"
SAME = "the same act in other words"
NOT_TOLD = {modality: f"not told as done, only {modality}" for modality in Modality}
_UNTOLD = {
    SignalType.USE_OF_FORCE: frozenset({Modality.DENIED, Modality.CONDITIONAL, Modality.POSSIBLE}),
    SignalType.INCIDENT: frozenset(Modality) - {Modality.ACTUAL},
    SignalType.MOBILIZATION: frozenset({Modality.DENIED, Modality.CONDITIONAL, Modality.POSSIBLE}),
    SignalType.WITHDRAWAL: frozenset({Modality.DENIED, Modality.CONDITIONAL}),
    SignalType.DEPLOYMENT: frozenset({Modality.CONDITIONAL}),
}  # what is said of such acts without telling that they are done
_SOFT = frozenset({SignalType.MOBILIZATION, SignalType.WITHDRAWAL, SignalType.DEPLOYMENT})  # also by a noun
_OWN = frozenset({SignalType.WITHDRAWAL, SignalType.USE_OF_FORCE})  # which the speaker tells of his own side
_OF_STATES = frozenset(
    {
        SignalType.TREATY_COMMITMENT,
        SignalType.TREATY_SUSPENSION,
        SignalType.ALIGNMENT,
        SignalType.SANCTION,
    }
)  # acts that nobody does who speaks for no state
_COLLECTIVE = frozenset(
    {
        "NATO",
        "EU",
        "UN",
        "GCC",
        "LAS",
        "G7",
        "OSCE",
        "BRICS",
        "CSTO",
        "AU",
        "IAEA",
        "P5+1",
        "E3",
        "QUAD",
        "AUKUS",
        "ASEAN",
        "SCO",
    }
)


class Parties(msgspec.Struct, frozen=True):
    """Who does an act and to whom; `lacking` is what the rules miss among them."""

    agent: Party = Party()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    lacking: str = ""


_NOBODY = Parties()
_UNREAD = Parties(agent=UNREAD)


def find_acts(context: Context) -> Iterator[Candidate]:
    """Yield the acts that a sentence may tell, the doubtful ones with the reason against them.

    They lack what only matters of those that are looked at closely: see `complete_act`.
    """
    taken: list[tuple[int, int, SignalType]] = []
    told: list[Frame] = []
    for frame in _find_frames(context):
        others = {kind for start, end, kind in taken if start < frame.hit.end and frame.hit.start < end}
        found = _read_frame(context, frame, SAME if frame.act.type in others else why_not(context, frame))
        if found is None:
            continue
        if others and not found.doubt:
            found = replace(found, doubt=OF_ANOTHER)
        elif not _is_refused(found) and frame.form is Form.NOUN and _is_repeated(context, frame, told):
            found = replace(found, doubt=MEANS)
        if not _is_refused(found):
            taken.append((frame.hit.start, frame.end, found.type))
            told.append(frame)
            found = replace(found, proven=True)
        yield found


def _find_frames(context: Context) -> list[Frame]:
    """Return the frames of a sentence's cues, those that ask for the most first."""
    if not context.acts:
        return []
    phrases = [cue for cue, item in context.cues if not item.roles]
    frames = []
    for hit in context.acts:
        frame = None if _inside_phrase(phrases, hit) else find_frame(context, hit, hit.item)  # type: ignore[arg-type]
        if frame is not None:
            frames.append(frame)
    frames = [frame for frame in frames if not _is_turned(frame, frames)]
    return sorted(frames, key=lambda frame: _precedence(context, frame))


def _is_turned(frame: Frame, frames: list[Frame]) -> bool:
    """Tell whether a noun behind a verb turns what it does to the same thing: "decided the lifting of sanctions"."""
    return frame.thing is not None and any(
        other.act.modality is Modality.HALTED
        and (other.act.type, other.thing) == (frame.act.type, frame.thing)
        and frame.hit.end <= other.hit.start
        for other in frames
    )


def _is_refused(found: Candidate) -> bool:
    return bool(found.doubt or found.lacking)


def _is_repeated(context: Context, frame: Frame, told: list[Frame]) -> bool:
    """Tell whether a noun only says by what means a verb of the same clause does the same."""
    if not is_means(context, frame.hit):
        return False
    return any(other.act.type is frame.act.type and other.clause == frame.clause for other in told)


def _inside_phrase(phrases: list[Hit], hit: Hit) -> bool:
    """Tell whether a cue is part of a set phrase that means something else, "no more than"."""
    return any(phrase.start <= hit.start and hit.end <= phrase.end for phrase in phrases)


def _precedence(context: Context, frame: Frame) -> tuple[bool, int, bool, int, int, int, bool]:
    """Order frames: those that ask for a thing first, the earlier, those whose preposition says to what it is done.

    Then those with the nearer and longer thing, then the longer.
    """
    hit, act, thing = frame.hit, frame.act, frame.thing
    gap = context.gap(hit.end, thing.start) if thing else 0
    return (
        not act.objects,
        hit.start,
        not act.led,
        gap,
        thing.start - thing.end if thing else 0,
        _size(hit),
        not act.needs_target,
    )


def _size(hit: Hit) -> int:
    return hit.start - hit.end


def _read_frame(context: Context, frame: Frame, doubt: str) -> Candidate | None:
    """Return the act that a frame tells, None when another frame may fit the words better."""
    parties = _UNREAD if doubt and not frame.act.needs_target else _find_all(context, frame)
    if parties is None:
        return None
    hit, act = frame.hit, frame.act
    modality, why = find_modality(context, frame)
    start, end = frame.clause
    return Candidate(
        type=act.type,
        rule=act.id,
        context=context,
        start=min(start, hit.start),
        end=max(end, frame.end),
        cue=hit,
        agent=parties.agent,
        actors=parties.actors,
        targets=parties.targets,
        modality=modality,
        because=(f"modality: {why}",),
        frame=frame,
        doubt=doubt or _why_not_told(context, frame, parties.agent, modality),
        lacking=parties.lacking,
    )


def complete_act(candidate: Candidate, frame: Frame) -> Candidate:
    """Return an act with its parties, also where a rule doubts it, who told of it, and why it arose."""
    context = candidate.context
    if candidate.agent is UNREAD:
        parties = _find_all(context, frame) or _NOBODY
        candidate = replace(
            candidate,
            agent=parties.agent,
            actors=parties.actors,
            targets=parties.targets,
            lacking=parties.lacking,
        )
    return replace(
        candidate,
        attributed_to=_attribution(frame, candidate.actors),
        background=context.has_cue(frame.clause[0], frame.hit.start, CueRole.PAST),
        because=(f"agent: {candidate.agent.found}", *candidate.because),
    )


def _find_all(context: Context, frame: Frame) -> Parties | None:
    """Return the parties of an act, None when it lacks the target without which it is another."""
    if frame.act.agentless:
        return _NOBODY
    agent = find_doer(context, frame)
    if load_kinds()[frame.act.type].reciprocal or frame.act.partners or frame.act.shared is not None:
        return _find_shared(context, frame, agent)
    targets = find_targets(context, frame, agent)
    if frame.act.needs_target and not targets:
        return None
    lacking = "" if set(agent.codes) - {UNKNOWN} or not frame.act.needs_agent else "nobody named who does it"
    return Parties(agent, agent.codes, targets, lacking)


def _find_shared(context: Context, frame: Frame, agent: Party) -> Parties:
    """Return who does what all parties do together: talks, accords, joint drills, treaty actions of the parties."""
    actors, lacking = find_parties(context, frame, agent), ""
    organiser = find_organiser(context, frame) if not actors else NOBODY
    if organiser.codes:
        agent, actors = organiser, organiser.codes
    if load_kinds()[frame.act.type].reciprocal or frame.act.partners:
        noun = frame.form is Form.NOUN and _names_collective(context, frame, actors)
        alone = noun or (frame.act.target == "assembly" and set(actors) <= _COLLECTIVE)
        if len(actors) < 2 and not alone:
            lacking = "fewer than two parties named"
    elif frame.act.needs_agent and not actors:
        lacking = "nobody named who does it"
    return Parties(agent, actors, (), lacking)


def _names_collective(context: Context, frame: Frame, actors: tuple[str, ...]) -> bool:
    """Tell whether a meeting is that of one organisation, named after it."""
    stop = min(context.clause(frame.hit.end)[1], context.words_on(frame.hit.end, 8))
    near = context.actors_in(frame.hit.end, stop)
    return any(code in _COLLECTIVE and code in actors for actor in near for code in actor.codes)


def _why_not_told(context: Context, frame: Frame, agent: Party, modality: Modality) -> str:
    """Return why an act that its words speak for is none by its modality or its agent, "" where it is one."""
    if modality in _UNTOLD.get(frame.act.type, ()) and not _is_clause_of_its_own(context, frame, agent):
        return NOT_TOLD[modality]
    leaves = frame.act.type is SignalType.WITHDRAWAL and frame.form is not Form.NOUN and frame.thing is None
    if leaves and _is_a_person(agent):
        return "a person leaves, no forces"
    if frame.act.type in _OF_STATES and _binds_nobody(frame, agent):
        return "an expert, a former official or somebody of a state, who binds none"
    return ""


def _is_a_person(agent: Party) -> bool:
    return agent.mention is not None and agent.mention.kind in (ActorKind.PERSON, ActorKind.OFFICE)


def _binds_nobody(frame: Frame, agent: Party) -> bool:
    """Tell whether an act of states is told of one who speaks for none: "a Dutch soldier joined"."""
    mention, thing = agent.mention, frame.thing
    if agent.role is not None or mention is None or frame.form is Form.NOUN:
        return agent.role is not None
    subject = thing is None or mention.start < thing.start  # not the adjective of the thing, "the American blacklist"
    return subject and mention.kind in (ActorKind.ADJECTIVE, ActorKind.UNNAMED)


def _is_clause_of_its_own(context: Context, frame: Frame, agent: Party) -> bool:
    """Tell whether a verb with its subject says what was not or may be done, in nobody's words or denying them."""
    verbal = bool(frame.chain) and frame.chain[-1][1].verb
    if frame.act.agentless:  # "no leak was recorded", which has no subject
        return verbal and frame.said is None
    carried = verbal and frame.act.type in _SOFT
    if (frame.form is Form.NOUN and not carried) or not agent.codes:
        return False
    said = frame.said
    own = said is not None and frame.act.type in _OWN and not set(said.codes).isdisjoint(agent.codes)
    return said is None or own or said.force == "denying"


def _attribution(frame: Frame, actors: tuple[str, ...]) -> str | None:
    said = frame.said
    if said is None or not said.codes or not set(said.codes).isdisjoint(actors):
        return None
    return said.codes[0]
