"""What a verb of saying takes in a sentence: who speaks, to whom, and where the content begins."""

from marsad.find.speech_content import find_leads, lead_at, object_at, quoted_within
from marsad.find.speech_reader import (
    NEAR,
    Complement,
    Reader,
    is_complementizer,
    is_own_noun,
    skip_asides,
    skip_occasion,
    skip_relative,
)
from marsad.find.speech_subject import note_quoted_outlet, note_subject, read_addressee, read_document
from marsad.find.speech_view import View
from marsad.languages.ar.speech import VerbForm, find_words

_FAR, _STRICT = 45, 5  # tokens that a complement may lie away from where the subject ends
_ADDRESSED = 22  # the same for a noun phrase after an addressee, who is often described at length
_BOUND = 7  # the same for participles and nouns, whose complement follows close


def read_complement(view: View, form: VerbForm, index: int, *, left: bool) -> Complement | None:
    """Return the complement of the verb that ends before token `index`, or None when it reports nothing."""
    reader = Reader(view, form, index, left)
    first = skip_asides(view, index)
    if "document" in form.verb.traits:
        first = read_document(reader, first)
        if first < 0:
            return None
    after = first if left else note_quoted_outlet(reader, first)
    if after > first:
        return _scan(reader, after)
    led = lead_at(reader, first)
    if led is not None:
        return led
    if not left and form.shape in ("perfect", "imperfect"):
        first = read_addressee(reader, first) if form.plural else note_subject(reader, first)
    elif form.shape != "masdar" and reader.frames & {"addressee", "description"}:
        first = read_addressee(reader, first)
    return _scan(reader, first)


def _scan(reader: Reader, index: int) -> Complement | None:
    """Look for what leads the content, from the subject on, as far as the verb's frame lets it lie."""
    view = reader.view
    here = skip_asides(view, index)
    led = lead_at(reader, here) or _object_or_clause(reader, here) or _request_at(reader, here)
    if led is not None:
        return led
    after = max(skip_occasion(view, here), skip_relative(view, here))
    if after > here:
        led = lead_at(reader, after) or _object_or_clause(reader, after)
    return led or _scan_far(reader, here, index)


def _request_at(reader: Reader, index: int) -> Complement | None:
    """Return what is asked of an actor whom a preposition names ("asked of Turkey …"); a clause is found farther on."""
    view = reader.view
    asked = view.subject_at(index + 1) if index + 1 < len(view.words) else None
    if "request" not in reader.frames or view.word(index) not in find_words("from_owner") or asked is None:
        return None
    reader.addressee = asked
    after = view.index(asked.end)
    return lead_at(reader, after) or reader.found("request", after, view.offset(after))


def _object_or_clause(reader: Reader, index: int) -> Complement | None:
    """Return the object, unless a clause follows so soon that the words before it rather belong to the subject."""
    led = object_at(reader, index)
    if led is None or led.rule != "object" or is_own_noun(reader, index):
        return led
    for current in range(index, min(len(reader.view.words), index + _BOUND)):
        clause = lead_at(reader, current, near=False) if current not in reader.view.masked else None
        if clause is not None:
            return clause
    return led


def _scan_far(reader: Reader, here: int, index: int) -> Complement | None:
    """Take the first clause, quotation or own preposition; the last only where no clause follows close by."""
    view = reader.view
    noun: Complement | None = None
    near = index + (_ADDRESSED if "addressee" in reader.frames else NEAR)
    own, words, leads = reader.own - find_words("places_lead"), view.words, find_leads()
    for current in range(here, min(len(words), index + _reach(reader.form))):
        is_near = current <= near or (current <= near + NEAR and words[current] in own)
        if current in view.masked:
            continue
        if not (is_near or words[current] in leads or current in view.forms or view.opens_quote(current)):
            continue
        if current in view.forms and current > reader.at and _is_rival(view, current):
            break
        if noun is not None and current > noun.index + _BOUND:
            break
        led = lead_at(reader, current, is_near)
        if led is None:
            continue
        if led.rule != "preposition":
            return led
        noun = noun or led
    if noun is None and "description" in reader.frames:
        return quoted_within(reader, here, NEAR)
    return noun


def _reach(form: VerbForm) -> int:
    if "strict" in form.verb.traits:
        return _STRICT
    if form.shape in ("perfect", "imperfect"):
        return _FAR
    if form.shape == "masdar":
        return _STRICT
    return _ADDRESSED if "addressee" in form.verb.frames else _BOUND


def _is_rival(view: View, index: int) -> bool:
    """Tell whether another finite verb of saying stands here, to which what follows belongs."""
    before = view.word(index - 1)
    if before in find_words("negators") or (before in find_words("relatives") and not _leads_soon(view, index)):
        return False
    for hit in view.forms[index]:
        form = hit.item
        assert isinstance(form, VerbForm)
        if form.shape == "masdar" or hit.suffix or "strict" in form.verb.traits or "that" not in form.verb.frames:
            continue
        return before not in find_words("prepositions")
    return False


def _leads_soon(view: View, index: int) -> bool:
    """Tell whether a clause follows a verb so closely that it must be this verb's."""
    return any(is_complementizer(view.word(at)) for at in range(index + 1, index + _STRICT))
