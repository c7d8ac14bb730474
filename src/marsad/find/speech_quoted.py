"""What is said before the verb which reports it: a quotation, or a clause without quotation marks."""

from bisect import bisect_left

from marsad.find.quotes import Quote
from marsad.find.speech_cues import Cue
from marsad.find.speech_reader import Complement, is_complementizer, skip_asides
from marsad.find.speech_subject import read_subject
from marsad.find.speech_view import View
from marsad.languages.ar.speech import VerbForm, find_words

_FINITE = ("perfect", "imperfect")
_GAP = 3  # characters between the closing mark and the verb
_CLAUSE = 4  # tokens that make a clause of its own


def find_quote_before(view: View, text: str) -> tuple[Cue, Quote] | None:
    """Return the verb of the sentence that reports the quotation before it, with that quotation."""
    for index in sorted(view.forms):
        for hit in view.forms[index]:
            form = hit.item
            assert isinstance(form, VerbForm)
            if form.shape not in _FINITE or hit.prefix or not _may_follow(form):
                continue
            quote = _quote_before(view, index, text)
            if quote is not None:
                mention, words = read_subject(view, form, view.index(hit.end))
                complement = Complement(
                    rule="quote_before", index=index, content=quote.inner_start, subject=mention, subject_words=words
                )
                return Cue(index=index, hit=hit, form=form, complement=complement), quote
    return None


def find_clause_before(view: View) -> Cue | None:
    """Return the verb after a comma that reports the clause before it: "we will not strike, the minister said"."""
    for index in sorted(view.forms):
        if index < _CLAUSE or view.word(index - 1) not in find_words("commas") or _goes_on(view, index):
            continue
        for hit in view.forms[index]:
            form = hit.item
            assert isinstance(form, VerbForm)
            if form.shape != "perfect" or hit.prefix or hit.suffix or not _may_close(form):
                continue
            mention = view.subject_at(skip_asides(view, view.index(hit.end)))
            if mention is not None:
                start = view.sentence.start
                complement = Complement(rule="clause_before", index=index, content=start, subject=mention)
                return Cue(index=index, hit=hit, form=form, complement=complement)
    return None


def _goes_on(view: View, index: int) -> bool:
    """Tell whether a verb has content after it."""
    return any(is_complementizer(word) or word == ":" for word in view.words[index:])


def _may_close(form: VerbForm) -> bool:
    return form.verb.frames >= {"that", "quote"} and not form.verb.traits & {"strict", "document"}


def _may_follow(form: VerbForm) -> bool:
    return bool(form.verb.frames & {"quote", "description"}) and not form.verb.traits & {"strict", "document"}


def _quote_before(view: View, index: int, text: str) -> Quote | None:
    start = view.offset(index)
    if view.word(index - 1) in find_words("thus"):
        return view.opens_quote(0)
    number = bisect_left(view.quotes, (start,)) - 1
    if number < 0:
        return None
    quote = view.quotes[number]
    between = text[quote.end : start]
    long = text.count(" ", quote.inner_start, quote.inner_end) >= 2
    near = len(between) <= _GAP and not any(letter.isalnum() for letter in between)
    return quote if long and quote.end <= start and near else None
