"""Speech acts into candidates: evidence, targets, condition, and the reasons that an analyst reads."""

from functools import cache

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.party import UNREAD
from marsad.coders.signals.roles import Party
from marsad.coders.signals.speech_targets import find_targets
from marsad.coders.signals.speech_words import find_printed, find_words
from marsad.find.speech import FoundStatement
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_UNCONDITIONAL = frozenset(
    {
        SignalType.ACCUSATION,
        SignalType.ASSESSMENT,
        SignalType.ASSURANCE,
        SignalType.DENIAL,
        SignalType.DOCTRINE,
    }
)


def make_speech(
    context: Context,
    kind: SignalType,
    rule: str,
    hit: Hit | None,
    speaker: Party,
    said: FoundStatement | None,
    content: tuple[int, int],
    about: Party | None = None,
    why: str = "",
) -> Candidate:
    """Return the candidate of a speech act; `content` is what was said, `about` the party that it tells of."""
    first = hit.start if hit else content[0]
    start, end = _find_range(context, said, first, content)
    targets = tuple(code for code in about.codes if code not in speaker.codes) if about is not None else ()
    targets = targets or find_targets(context, kind, speaker, said, hit, content[0], content[1])
    conditional = _is_conditional(context, kind, first, end)
    return Candidate(
        type=kind,
        rule=rule,
        context=context,
        start=start,
        end=end,
        cue=hit,
        agent=speaker,
        actors=speaker.codes,
        targets=targets,
        modality=Modality.CONDITIONAL if conditional else Modality.ACTUAL,
        attributed_to=find_reporter(context, first, speaker),
        background=context.has_cue(context.clause(first)[0], first, CueRole.PAST),
        because=_explain(speaker, targets, conditional, why),
        said=said,
        piece=content,
    )


def make_unread(context: Context, kind: SignalType, rule: str, hit: Hit, end: int, doubt: str) -> Candidate:
    """Return the candidate of a speech act that a rule doubts; by whom and to whom nobody has looked."""
    start, last = _find_range(context, None, hit.start, (hit.end, end))
    return Candidate(
        type=kind,
        rule=rule,
        context=context,
        start=start,
        end=last,
        cue=hit,
        agent=UNREAD,
        actors=(),
        targets=(),
        modality=Modality.CONDITIONAL if _is_conditional(context, kind, hit.start, last) else Modality.ACTUAL,
        doubt=doubt,
    )


def _is_conditional(context: Context, kind: SignalType, first: int, end: int) -> bool:
    return kind not in _UNCONDITIONAL and hangs_on_condition(context, kind, first, end)


def _find_range(context: Context, said: FoundStatement | None, first: int, content: tuple[int, int]) -> tuple[int, int]:
    """Return the range of the evidence; `first` is where its cue begins, or the content."""
    start = max(_find_start(context, said, first, content), context.sentence.start)
    return start, max(min(content[1], context.sentence.end), first + 1)


def _find_start(context: Context, said: FoundStatement | None, first: int, content: tuple[int, int]) -> int:
    """Return where the evidence begins: with the reporting words, unless the piece of content comes later."""
    if said is None:
        return min(context.clause(first)[0], first)
    if content[0] > said.start:
        return min(first, content[0])
    return min(first, said.frame_start, said.start)


def _explain(speaker: Party, targets: tuple[str, ...], conditional: bool, why: str) -> tuple[str, ...]:
    decided = [f"read as {why}"] if why else []
    decided += ["hangs on a condition"] if conditional else []
    return f"speaker: {speaker.found}", f"directed at {'+'.join(targets) or 'nobody named'}", *decided


def hangs_on_condition(context: Context, kind: SignalType, start: int, end: int) -> bool:
    """Tell whether words of a speech act make it hang on a condition."""
    for hit, _ in context.cues_in(start, end, CueRole.CONDITION):
        text = context.findings.scan.aligned.normal[hit.core_start : hit.core_end]
        lasting = kind is SignalType.PLEDGE and text in find_words("as_long")
        bargain = text in find_words("in_exchange") and kind is not SignalType.OFFER
        named = any(actor.start <= hit.start < actor.end for actor in context.actors)
        concessive = context.distance(start, hit.start) > 0 and _token_before(context, hit.start) in find_words("even")
        if not (lasting or bargain or named or concessive):
            return True
    return _has_late_condition(context, start, end)


def _token_before(context: Context, position: int) -> str:
    token = context.token_before(position)
    return token.text if token else ""


def _has_late_condition(context: Context, start: int, end: int) -> bool:
    """Tell whether "except when" or "if" written like "that" stands between the offsets."""
    if not context.says(start, end, _late_words()):
        return False
    tokens, aligned = context.tokens_between(start, end), context.findings.scan.aligned
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        if token.text in find_words("except") and following.text in find_words("condition_word"):
            return True
        if index > 2 and token.text in find_words("if") and aligned.quote(token.start, token.end) in find_printed("if"):
            named = any(actor.start <= following.start < actor.end for actor in context.actors)
            if not named and not following.text.startswith(tuple(find_words("article"))):
                return _is_feminine_or_plural_past(following.text)
    return False


@cache
def _late_words() -> frozenset[str]:
    return find_words("except") | find_words("if")


def _is_feminine_or_plural_past(text: str) -> bool:
    return len(text) > 3 and text.endswith(tuple(find_words("past_ending"))) and text not in find_words("no_past")


def find_reporter(context: Context, position: int, agent: Party) -> str | None:
    """Return who tells of another's speech act."""
    said = context.statement_at(position)
    if said is None or not said.codes or not set(said.codes).isdisjoint(agent.codes):
        return None
    return said.codes[0]
