"""The subject that stands before its verb."""

from collections.abc import Iterator
from functools import cache

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_reader import find_gender
from marsad.find.speech_view import View, has_preposition
from marsad.languages.ar.speech import VerbForm, find_words

_FIRST = 16  # mentions of a sentence among which its first subject is looked for
_RELATIVE = 14  # tokens within which a relative's antecedent lies
_CLAUSE = 25  # tokens within which a clause begins before its verb
_CONTRAST = 45  # tokens between "as for" and the verb of the one whom it names
_PLAIN, _LONG = 6, 16  # tokens of a subject that is no known actor, without and with a relative clause in it


def find_left(view: View, index: int, form: VerbForm) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the subject that stands before a finite verb, as a mention or as a range of tokens."""
    at = _skip_left(view, index - 1)
    if view.word(at) in find_words("relatives"):
        return _antecedent(view, at - 1), None
    mention = adjacent_left(view, index)
    if mention is not None and _agrees(view, mention, form):
        return mention, None
    if mention is None and view.word(at) in find_words("commas"):
        return None, None
    return _clause_head(view, index, form)


def find_contrasted(view: View, index: int) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return whom "as for X" names before a verb that "then" leads: a mention, or a range of tokens."""
    for current in range(index - 1, max(-1, index - _CONTRAST), -1):
        if view.words[current] not in find_words("as_for"):
            continue
        mention = view.subject_at(current + 1)
        end = next((at for at in range(current + 1, index) if view.words[at] in find_words("commas")), index)
        plain = mention is None and end - current - 1 <= _PLAIN and not view.is_preposition(current + 1)
        return mention, ((current + 1, end) if plain else None)
    return None, None


def find_hastening(view: View, index: int) -> ActorMention | None:
    """Return the subject of the verb such as "hastened to" on which the noun of saying at `index` depends."""
    if view.word(index - 1) not in find_words("hastening_leads"):
        return None
    for at in range(index - 2, max(-1, index - _RELATIVE), -1):
        if view.words[at] in find_words("hastening"):
            between = (view.heads[head] for head in view.order if at < head < index)
            return next((mention for mention in between if stands_free(view, mention)), None) or adjacent_left(view, at)
    return None


def find_mentions_before(view: View, index: int) -> Iterator[ActorMention]:
    """Yield the mentions before a token that can be subjects, the first of the sentence first."""
    for head in view.order[:_FIRST]:
        if head >= index:
            return
        if stands_free(view, view.heads[head]):
            yield view.heads[head]


def _skip_left(view: View, index: int) -> int:
    passed = find_words("auxiliaries", "adverbs", "negators")
    while index >= 0 and (index in view.masked or view.words[index] in passed or view.words[index].isdigit()):
        if index in view.cover and index not in view.masked:
            break
        index -= 1
    return index


def adjacent_left(view: View, index: int) -> ActorMention | None:
    """Return the actor right before a token, auxiliaries and asides between them left out."""
    at = _skip_left(view, index - 1)
    mention = view.cover.get(at)
    return mention if mention is not None and stands_free(view, mention) else None


def _antecedent(view: View, index: int) -> ActorMention | None:
    """Return the actor before a relative: the next one that is neither an outlet nor governed by a preposition."""
    for current in range(index, max(-1, index - _RELATIVE), -1):
        mention = view.cover.get(current)
        if mention is not None and mention.kind != "OUTLET" and stands_free(view, mention):
            return mention
    return None


def stands_free(view: View, mention: ActorMention) -> bool:
    """Tell whether a mention can be a subject: no preposition on it or before it."""
    if mention.kind == "ADJECTIVE" or has_preposition(mention):
        return False
    first = view.index(mention.start)
    quote = view.inside_quote(first)
    if quote is not None and quote.inner_end > mention.end + 1:
        return False  # part of another's name, such as a company's
    return not view.is_preposition(first - 1)


def _agrees(view: View, mention: ActorMention, form: VerbForm) -> bool:
    feminine = find_gender(view, mention)
    return feminine is None or form.plural or form.feminine is None or feminine == form.feminine


def _clause_head(view: View, index: int, form: VerbForm) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the head of the clause that ends in the verb, where it has no conjunction of its own."""
    first, passed = _clause_start(view, index), find_words("auxiliaries", "commas")
    while first < index and view.words[first] in passed:
        first += 1
    mention = view.heads.get(first)
    if mention is not None and stands_free(view, mention) and _agrees(view, mention, form):
        return mention, None
    return None, (first, index) if _may_be_subject(view, first, index) else None


def _may_be_subject(view: View, first: int, index: int) -> bool:
    """Tell whether plain words before a verb are its subject: led into as one, or beginning with a fitting noun."""
    speaking = find_words("people", "institutions")
    led = view.word(first - 1) in find_words("copulas") or view.words[first] in speaking
    relative = any(word in find_words("relatives") for word in view.words[first:index])
    plain = relative or not any(at in view.forms for at in range(first, index))
    return 0 < index - first <= (_LONG if relative else _PLAIN) and led and plain


def _clause_start(view: View, index: int) -> int:
    openers, commas = _find_openers(), find_words("commas")
    for current in range(index - 1, max(-1, index - _CLAUSE), -1):
        word = view.words[current]
        if word in openers or (word in commas and current + 1 < index and _opens_clause(view, current + 1)):
            return current + 1
    return 0 if index < _CLAUSE else index


@cache
def _find_openers() -> frozenset[str]:
    return find_words("clause_openers", "complementizers", "copulas") | {":", "؛"}


def _opens_clause(view: View, index: int) -> bool:
    mention = view.heads.get(index)
    return mention is not None and mention.prefix in find_words("conjunctions")
