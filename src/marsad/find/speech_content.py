"""What leads the content of a verb of saying: a clause, a quotation, a preposition, or nothing before a noun phrase."""

from functools import cache

from marsad.find.speech_reader import Complement, Reader, carries, is_complementizer, is_finite, skip_asides
from marsad.find.speech_view import View, has_preposition, is_quote_mark
from marsad.languages.ar.speech import find_affixes, find_prepositions, find_words

_PERSONAL = frozenset({"warning", "demanding", "accusing", "denying", "pledging", "expressing"})  # only people do these
_QUOTE_WORDS = 4  # shorter quotations are names and scare quotes unless a colon or the verb leads them
_QUOTE_LETTERS = 20
_LED_BY_WORDS = (("question", "questions"), ("blame", "blame"))
_WITHIN = 5  # tokens of an object in which a quotation makes an evaluation count


def lead_at(reader: Reader, index: int, near: bool = True) -> Complement | None:
    """Return the complement that the token leads, if it does."""
    view = reader.view
    word = view.word(index)
    if word in find_leads() or view.opens_quote(index) is not None:
        led = _clause_or_quote_at(reader, index, word)
        if led is not None:
            return led
    may_lead = near and (word in reader.own or word[:1] in reader.glued)
    return _preposition_at(reader, index, word) if may_lead else None


@cache
def find_leads() -> frozenset[str]:
    """Return the words and marks that can lead content, prepositions and opening marks left out."""
    return find_words("complementizers", "attached_complementizers", "questions", "blame") | {":"}


def _clause_or_quote_at(reader: Reader, index: int, word: str) -> Complement | None:
    led = _clause_at(reader, index, word) if is_complementizer(word) else None
    if led is None and "quote" in reader.frames:
        led = _quotation_at(reader, index, word)
    if led is not None:
        return led
    for rule, part in _LED_BY_WORDS:
        if rule in reader.frames and word in find_words(part):
            return reader.found(rule, index, reader.view.offset(index))
    return None


def _clause_at(reader: Reader, index: int, word: str) -> Complement | None:
    view = reader.view
    separate, glued = word in find_words("complementizers"), word in find_words("glued_complementizers")
    if not ("that" in reader.frames or (glued and "description" in reader.frames)):
        return None
    if index in view.cover and view.cover[index].start < view.tokens[index].start:
        return None
    before = view.word(index - 1)
    if not glued and (_is_blocked(before) or _is_foreign_lead(reader, before)):
        return None
    content = _after_lead(view, index + 1) if separate else view.offset(index)
    return reader.found("that", index, content)


def _is_blocked(before: str) -> bool:
    """Tell whether the word before governs the complementizer itself ("after that", "it must that")."""
    blockers = find_words("not_complementizer_after")
    return before in blockers or (before[:1] in find_words("conjunctions") and before[1:] in blockers)


def _is_foreign_lead(reader: Reader, before: str) -> bool:
    """Tell whether a preposition that the verb does not take stands before the complementizer."""
    return before in find_words("lead_prepositions") and before not in find_prepositions(reader.form.verb)[1]


def _after_lead(view: View, index: int) -> int:
    """Return where content begins that follows a lead: past a colon and an opening mark."""
    while index < len(view.words):
        quote = view.opens_quote(index)
        if quote is not None:
            return quote.inner_start
        if view.words[index] not in ":،," and not is_quote_mark(view.words[index]):
            break
        index += 1
    return view.offset(index)


def _quotation_at(reader: Reader, index: int, word: str) -> Complement | None:
    view = reader.view
    if word == ":" and index + 1 < len(view.words) and not _is_clock(view, index):
        return reader.found("colon", index, _after_lead(view, index + 1))
    quote = view.opens_quote(index)
    if quote is None or index in view.cover:
        return None
    led = index <= reader.at or view.word(index - 1) in find_words("speech_links") or _follows_speaker(reader, index)
    words = _count_words(view, quote.inner_start, quote.inner_end)
    long = words >= _QUOTE_WORDS and quote.inner_end - quote.inner_start > _QUOTE_LETTERS
    if (led and words > 1) or (long and view.word(index - 1) not in find_words("prepositions")):
        return reader.found("quote", index, quote.inner_start)
    return None


def _follows_speaker(reader: Reader, index: int) -> bool:
    """Tell whether a known speaker ends right before the token, so that a quotation there is his."""
    subject = reader.subject
    if subject is None or subject.kind == "OUTLET":
        return False
    return skip_asides(reader.view, reader.view.index(subject.end)) == index


def _count_words(view: View, start: int, end: int) -> int:
    return view.index(end) - view.index(start)


def _is_clock(view: View, index: int) -> bool:
    return view.word(index - 1).isdigit() and view.word(index + 1).isdigit()


def _preposition_at(reader: Reader, index: int, word: str) -> Complement | None:
    view = reader.view
    alone = word in reader.own and not is_complementizer(view.word(index + 1))
    if not alone and not any(carries(view, index, letter) for letter in reader.glued):
        return None
    if _is_mere_topic(reader, index) or not _may_report_noun(reader):
        return None
    return reader.found("preposition", index, _after_lead(view, index + 1) if alone else view.offset(index))


def _is_mere_topic(reader: Reader, index: int) -> bool:
    """Tell whether what a preposition leads is no content: taken up by a pronoun, an idiom, or only talked about."""
    view = reader.view
    if view.word(reader.at) in find_words("resumptives"):
        return True
    if any(view.word(at) in find_words("not_content") for at in (index - 1, index + 1)):
        return True
    return "topic" in reader.form.verb.traits and view.word(index + 1).startswith(find_affixes("article"))


def _may_report_noun(reader: Reader) -> bool:
    """A noun counts as content only of somebody who can speak: an actor, or a subject understood."""
    if reader.words is not None and reader.form.verb.force in _PERSONAL:
        return True
    if "past" in reader.form.verb.traits and reader.form.shape == "imperfect":
        return False
    if reader.words is None:
        return True
    first, last = reader.words
    speaking = find_words("people", "coreferring", "documents", "institutions")
    name = last - first == 1 and not reader.view.words[first].startswith(find_affixes("article"))
    return name or any(word in speaking for word in reader.view.words[first:last])


def object_at(reader: Reader, index: int) -> Complement | None:
    """Return the noun phrase that follows the subject as content, where the verb takes one."""
    view = reader.view
    word = view.word(index)
    if not word.isalpha() or word in find_words("not_content") or not _may_report_noun(reader):
        return _quoted_object_at(reader, index)
    stance = view.stances.get(index)
    definite = word.startswith(find_affixes("article"))
    if "stance" in reader.frames and stance is not None and stance.force != "neutral" and not definite:
        return reader.found("stance", index, view.offset(index))
    evaluated = "object" not in reader.frames or (stance is not None and stance.force == "neutral")
    if evaluated:
        return _quoted_object_at(reader, index)
    return None if _is_no_object(view, index, word) else reader.found("object", index, view.offset(index))


def _is_no_object(view: View, index: int, word: str) -> bool:
    if word in find_words("prepositions", "relatives", "clause_openers", "complementizers") or is_finite(view, index):
        return True
    mention = view.heads.get(index)
    if mention is not None and has_preposition(mention):
        return True
    return word.startswith(_find_led()) and word not in find_words("bare_words")


@cache
def _find_led() -> tuple[str, ...]:
    """Return what begins a noun that a dative leads, or a preposition before its article."""
    return (*find_affixes("dative"), *find_affixes("article_led"))


def _quoted_object_at(reader: Reader, index: int) -> Complement | None:
    """An evaluation counts with a quotation: directly after the subject, or within its object."""
    if not reader.frames & {"quoted_object", "object"} or not _may_report_noun(reader):
        return None
    return quoted_within(reader, index, _WITHIN)


def quoted_within(reader: Reader, index: int, reach: int) -> Complement | None:
    """Return the content from `index` on, where a quotation of some words begins within `reach` tokens."""
    view = reader.view
    for current in range(index, min(index + reach, len(view.words))):
        quote = view.opens_quote(current)
        if quote is None or current in view.cover or _count_words(view, quote.inner_start, quote.inner_end) < 2:
            continue
        content = quote.inner_start if current - index < 2 else view.offset(index)
        return reader.found("quoted", current, content)
    return None
