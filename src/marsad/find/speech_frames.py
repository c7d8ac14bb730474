"""What a verb of saying takes in a sentence: who speaks, to whom, and where the content begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_view import DASHES, View, has_preposition, is_quote_mark, kind_of
from marsad.languages.ar.speech import VerbForm, find_prepositions, find_words

_FAR, _NEAR, _STRICT = 45, 12, 5  # tokens that a complement may lie away from where the subject ends
_ADDRESSED = 22  # the same for a noun phrase after an addressee, who is often described at length
_BOUND = 7  # the same for participles and nouns, whose complement follows close
_PERSONAL = frozenset({"warning", "demanding", "accusing", "denying", "pledging", "expressing"})  # only people do these
_COMMAS = frozenset("،,؛")
_QUOTE_WORDS = 4  # shorter quotations are names and scare quotes unless a colon or the verb leads them


@dataclass(slots=True, frozen=True, kw_only=True)
class Complement:
    """Where content begins (`content`, normal offset, found at token `index`) and how it was led (`rule`)."""

    rule: str
    index: int
    content: int
    subject: ActorMention | None = None
    subject_words: tuple[int, int] | None = None
    addressee: ActorMention | None = None


@dataclass(slots=True)
class _Reader:
    view: View
    form: VerbForm
    at: int
    left: bool  # the subject stands before the verb
    subject: ActorMention | None = None
    words: tuple[int, int] | None = None
    addressee: ActorMention | None = None

    @property
    def frames(self) -> frozenset[str]:
        return self.form.verb.frames

    def found(self, rule: str, index: int, content: int) -> Complement:
        return Complement(
            rule=rule,
            index=index,
            content=content,
            subject=self.subject,
            subject_words=self.words,
            addressee=self.addressee,
        )


def read_complement(view: View, form: VerbForm, index: int, *, left: bool) -> Complement | None:
    """Return the complement of the verb that ends before token `index`, or None when it reports nothing."""
    reader = _Reader(view, form, index, left)
    first = skip_asides(view, index)
    if "document" in form.verb.traits:
        first = _read_document(reader, first)
        if first < 0:
            return None
    led = _lead_at(reader, first)
    if led is not None:
        return led
    if not left and form.shape in ("perfect", "imperfect"):
        first = _read_addressee(reader, first) if form.plural else _read_subject(reader, first)
    elif view.subject_at(first) is not None and reader.frames & {"addressee", "description"}:
        first = _read_addressee(reader, first)
    return _scan(reader, first)


def _read_document(reader: _Reader, index: int) -> int:
    """Note the text or the mouth in which words stand, after its preposition; return -1 where there is none."""
    view = reader.view
    if view.word(index) not in find_words("document_leads"):
        return -1
    index += 2 if view.word(index + 1) in find_words("tongues") else 1
    mention = view.subject_at(index) or view.cover.get(index)
    if mention is not None and kind_of(mention) != "ADJECTIVE":
        reader.subject = mention
        return view.index(mention.end)
    if view.word(index) not in find_words("documents") and view.word(index) not in find_words("occasions"):
        return -1
    reader.words = (index, index + 1)
    return index + 1


def read_subject(
    view: View, form: VerbForm, index: int
) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the subject after a verb that ends before token `index`: a mention, or a range of tokens."""
    reader = _Reader(view, form, index, False)
    _read_subject(reader, skip_asides(view, index))
    return reader.subject, reader.words


def skip_asides(view: View, index: int) -> int:
    """Return the first token from `index` on that is no adverb, date, comma or parenthesis."""
    adverbs = find_words("adverbs")
    while index < len(view.words):
        word = view.words[index]
        if index in view.leads:
            index = _after_lead_source(view, index)
            continue
        plain = word in adverbs or word in _COMMAS or word in DASHES or word.isdigit()
        if not (plain or index in view.masked) or (index in view.heads and view.subject_at(index)):
            return index
        index += 1
    return index


def _after_lead_source(view: View, index: int) -> int:
    """Return the token after a source set off by commas ("according to …,"), or the next one where it is not."""
    for current in range(index + 1, min(index + _NEAR, len(view.words))):
        if view.words[current] in _COMMAS:
            return current + 1
    return len(view.words)


def _read_subject(reader: _Reader, index: int) -> int:
    """Note the subject that begins at `index`; return where reading goes on."""
    view = reader.view
    mention = view.subject_at(index) or _find_titled(view, index)
    if mention is not None and not _is_object_alone(reader, mention):
        reader.subject = mention
        index = _skip_joined(view, mention)
        return _read_addressee(reader, index)
    if mention is not None:
        return _read_addressee(reader, index)
    if view.word(index) in find_words("each") and view.word(index + 1) in find_words("each_of"):
        return _read_subject(reader, index + 2)
    if index < len(view.words) and _may_begin_name(reader, index):
        end = _end_of_words(reader, index)
        reader.words = (index, end)
        return end
    return index


def _find_titled(view: View, index: int) -> ActorMention | None:
    """Return the outlet whose name follows in quotation marks a word such as the one for newspaper."""
    if view.word(index) not in find_words("documents") or not is_quote_mark(view.word(index + 1)):
        return None
    mention = view.heads.get(index + 2)
    return mention if mention is not None and kind_of(mention) == "OUTLET" else None


def _is_object_alone(reader: _Reader, mention: ActorMention) -> bool:
    """Tell whether the one mention after a verb with an addressee is the addressee, the subject being understood."""
    if "addressee" not in reader.frames:
        return False
    feminine = find_gender(reader.view, mention)
    if feminine is not None and feminine != reader.form.feminine:
        return True
    return reader.form.verb.force == "accusing" and _is_complement_next(reader, mention)


def _is_complement_next(reader: _Reader, mention: ActorMention) -> bool:
    """Tell whether a mention is followed at once by what the verb takes, so that it is its only noun."""
    view = reader.view
    index = skip_asides(view, view.index(mention.end))
    if not view.word(index):
        return False
    return any(_carries(view, index, letter) for letter in find_words("glued_prepositions"))


def _skip_joined(view: View, mention: ActorMention) -> int:
    index = view.index(mention.end)
    following = view.heads.get(index)
    while following is not None and following.prefix in find_words("conjunctions"):
        index = view.index(following.end)
        following = view.heads.get(index)
    return index


def _read_addressee(reader: _Reader, index: int) -> int:
    if "addressee" not in reader.frames:
        return index
    following = skip_asides(reader.view, index)
    following = _skip_occasion(reader.view, following)
    mention = reader.view.subject_at(following)
    if mention is None:
        return index
    reader.addressee = mention
    return reader.view.index(mention.end)


def _may_begin_name(reader: _Reader, index: int) -> bool:
    word = reader.view.words[index]
    if not word.isalpha() or word in find_words("relatives") or word in find_words("negators"):
        return False
    if word in find_words("prepositions") or word in find_words("clause_openers"):
        return False
    if word.startswith(tuple(find_words("article_led"))) and word not in find_words("bare_words"):
        return False
    return not _is_own_noun(reader, index)


def _is_own_noun(reader: _Reader, index: int) -> bool:
    """Tell whether the noun is the verb's object rather than its subject: a noun of stance or one with a pronoun."""
    if "object" not in reader.frames and "stance" not in reader.frames:
        return index in reader.view.heads and has_preposition(reader.view.heads[index])
    noun = reader.view.words[index] in find_words("object_nouns")
    return noun or index in reader.view.stances or _is_masdar(reader.view, index)


def _is_masdar(view: View, index: int) -> bool:
    hits = view.forms.get(index, ())
    return any(isinstance(hit.item, VerbForm) and hit.item.shape == "masdar" and not hit.prefix for hit in hits)


def _end_of_words(reader: _Reader, index: int) -> int:
    """Return where a subject that is no known actor ends: at a preposition, complementizer, mark or object."""
    view, start = reader.view, index
    while index < len(view.words):
        word = view.words[index]
        stops = not word.isalpha() or word in find_words("prepositions") or word in find_words("relatives")
        if stops or word in find_words("complementizers") or word in find_words("attached_complementizers"):
            break
        if index > start and (index - start > 8 or word in find_words("quantifiers") or _ends_name(reader, index)):
            break
        index += 1
    return index


def _ends_name(reader: _Reader, index: int) -> bool:
    if "addressee" in reader.frames and reader.view.subject_at(index) is not None:
        return True
    glued = find_words("glued_prepositions") & _own_words(reader)
    led = any(_carries(reader.view, index, letter) for letter in glued)
    return led or index in reader.view.forms or _is_own_noun(reader, index)


def _scan(reader: _Reader, index: int) -> Complement | None:
    """Look for what leads the content, from the subject on, as far as the verb's frame lets it lie."""
    view = reader.view
    here = skip_asides(view, index)
    led = _lead_at(reader, here) or _object_or_clause(reader, here)
    if led is not None:
        return led
    after = _skip_occasion(view, here)
    if after > here:
        led = _lead_at(reader, after) or _object_or_clause(reader, after)
    return led or _scan_far(reader, here, index)


def _object_or_clause(reader: _Reader, index: int) -> Complement | None:
    """Return the object, unless a clause follows so soon that the words before it rather belong to the subject."""
    led = _object_at(reader, index)
    if led is None or led.rule != "object" or _is_own_noun(reader, index):
        return led
    for current in _walk(reader.view, index, index + _BOUND):
        clause = _lead_at(reader, current, near=False)
        if clause is not None:
            return clause
    return led


def _scan_far(reader: _Reader, here: int, index: int) -> Complement | None:
    """Take the first clause, quotation or own preposition; the last only where no clause follows close by."""
    view = reader.view
    noun: Complement | None = None
    near = index + (_ADDRESSED if reader.addressee or "addressee" in reader.frames else _NEAR)
    own = _own_words(reader) - find_words("places_lead")
    for current in _walk(view, here, index + _reach(reader.form)):
        if (current > here and _is_rival(view, current)) or (noun is not None and current > noun.index + _BOUND):
            break
        led = _lead_at(reader, current, near=current <= near or (view.words[current] in own and current <= near + _NEAR))
        if led is None:
            continue
        if led.rule != "preposition":
            return led
        noun = noun or led
    if noun is None and "description" in reader.frames:
        return _quoted_within(reader, here, _NEAR)
    return noun


def _own_words(reader: _Reader) -> frozenset[str]:
    return find_prepositions(reader.form.verb)[0]


def _reach(form: VerbForm) -> int:
    if "strict" in form.verb.traits:
        return _STRICT
    if form.shape in ("perfect", "imperfect"):
        return _FAR
    if form.shape == "masdar":
        return _STRICT
    return _ADDRESSED if "addressee" in form.verb.frames else _BOUND


def _skip_occasion(view: View, index: int) -> int:
    """Return the token after "in a statement", "from Kyiv" and the like, and after what describes it."""
    if view.word(index) in find_words("places_lead") and _is_place(view, index + 1):
        return skip_asides(view, view.index(view.cover[index + 1].end))
    if view.word(index) not in find_words("occasion_leads"):
        return index
    at = index + (2 if view.word(index + 1) in find_words("demonstratives") else 1)
    if view.word(at) not in find_words("occasions"):
        return index
    index = at + 1
    while view.word(index) in find_words("occasion_tails"):
        index += 1
    return skip_asides(view, index)


def _is_place(view: View, index: int) -> bool:
    mention = view.cover.get(index)
    return mention is not None and kind_of(mention) in ("STATE", "PLACE")


def _walk(view: View, index: int, reach: int) -> Iterator[int]:
    while index < min(len(view.words), reach):
        if index not in view.masked:
            yield index
        index += 1


def _is_rival(view: View, index: int) -> bool:
    """Tell whether another finite verb of saying stands here, to which what follows belongs."""
    if view.word(index - 1) in find_words("relatives") or view.word(index - 1) in find_words("negators"):
        return False
    for hit in view.forms.get(index, ()):
        form = hit.item
        assert isinstance(form, VerbForm)
        if form.shape == "masdar" or hit.suffix or "strict" in form.verb.traits or "that" not in form.verb.frames:
            continue
        return view.word(index - 1) not in find_words("prepositions")
    return False


def _lead_at(reader: _Reader, index: int, near: bool = True) -> Complement | None:
    """Return the complement that the token leads, if it does."""
    view = reader.view
    word = view.word(index)
    if not word:
        return None
    if "that" in reader.frames or ("description" in reader.frames and word in find_words("glued_complementizers")):
        led = _clause_at(reader, index, word)
        if led is not None:
            return led
    if "quote" in reader.frames:
        led = _quotation_at(reader, index, word)
        if led is not None:
            return led
    if "question" in reader.frames and word in find_words("questions"):
        return reader.found("question", index, view.offset(index))
    return _preposition_at(reader, index, word) if near else None


def _clause_at(reader: _Reader, index: int, word: str) -> Complement | None:
    view = reader.view
    separate = word in find_words("complementizers")
    if index in view.cover and view.cover[index].start < view.tokens[index].start:
        return None
    if not separate and word not in find_words("attached_complementizers"):
        return None
    before = view.word(index - 1)
    if word not in find_words("glued_complementizers") and (_is_blocked(before) or _is_foreign_lead(reader, before)):
        return None
    content = _after_lead(view, index + 1) if separate else view.offset(index)
    return reader.found("that", index, content)


def _is_blocked(before: str) -> bool:
    """Tell whether the word before governs the complementizer itself ("after that", "it must that")."""
    blockers = find_words("not_complementizer_after")
    return before in blockers or (before[:1] in find_words("conjunctions") and before[1:] in blockers)


def _is_foreign_lead(reader: _Reader, before: str) -> bool:
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


def _quotation_at(reader: _Reader, index: int, word: str) -> Complement | None:
    view = reader.view
    if word == ":" and index + 1 < len(view.words) and not _is_clock(view, index):
        return reader.found("colon", index, _after_lead(view, index + 1))
    quote = view.opens_quote(index)
    if quote is None or index in view.cover:
        return None
    led = index <= reader.at or view.word(index - 1) in find_words("speech_links") or _follows_speaker(reader, index)
    direct = led and _count_words(view, quote.inner_start, quote.inner_end) > 1
    long = quote.inner_end - quote.inner_start > 20 and _count_words(view, quote.inner_start, quote.inner_end) >= _QUOTE_WORDS
    if direct or (long and view.word(index - 1) not in find_words("prepositions")):
        return reader.found("quote", index, quote.inner_start)
    return None


def _follows_speaker(reader: _Reader, index: int) -> bool:
    """Tell whether a known speaker ends right before the token, so that a quotation there is his."""
    subject = reader.subject
    return subject is not None and kind_of(subject) != "OUTLET" and skip_asides(reader.view, reader.view.index(subject.end)) == index


def _count_words(view: View, start: int, end: int) -> int:
    return view.index(end) - view.index(start)


def _is_clock(view: View, index: int) -> bool:
    return view.word(index - 1).isdigit() and view.word(index + 1).isdigit()


def _preposition_at(reader: _Reader, index: int, word: str) -> Complement | None:
    view, verb = reader.view, reader.form.verb
    if view.word(reader.at) in find_words("resumptives") or not _may_report_noun(reader):
        return None
    if any(view.word(at) in find_words("not_content") for at in (index - 1, index + 1)):
        return None
    own = _own_words(reader)
    if "topic" in verb.traits and view.word(index + 1).startswith(tuple(find_words("article"))):
        return None
    if word in own and not _is_complementizer(view.word(index + 1)):
        return reader.found("preposition", index, _after_lead(view, index + 1))
    if any(_carries(view, index, letter) for letter in find_words("glued_prepositions") & own):
        return reader.found("preposition", index, view.offset(index))
    return None


def _is_complementizer(word: str) -> bool:
    return word in find_words("complementizers") or word in find_words("attached_complementizers")


def _carries(view: View, index: int, letter: str) -> bool:
    """Tell whether the token is a content noun with the glued preposition `letter`."""
    word = view.words[index]
    if not word.startswith(letter) or word in find_words("prepositions") or word in find_words("bare_words"):
        return False
    if word == letter:
        return not _is_complementizer(view.word(index + 1))
    mention = view.cover.get(index)
    if mention is not None and (mention.start < view.tokens[index].start or not has_preposition(mention)):
        return False
    return len(word) > 3 and (mention is None or kind_of(mention) != "PERSON")


def _may_report_noun(reader: _Reader) -> bool:
    """A noun counts as content only of somebody who can speak: an actor, or a subject understood."""
    if reader.words is not None and reader.form.verb.force in _PERSONAL:
        return True
    past_only = "past" in reader.form.verb.traits and reader.form.shape == "imperfect"
    if past_only:
        return False
    if reader.words is None:
        return True
    first, last = reader.words
    speaking = find_words("people") | find_words("coreferring") | find_words("documents")
    return any(word in speaking for word in reader.view.words[first:last]) or last - first == 1


def _object_at(reader: _Reader, index: int) -> Complement | None:
    """Return the noun phrase that follows the subject as content, where the verb takes one."""
    view = reader.view
    word = view.word(index)
    if not word.isalpha() or word in find_words("not_content") or not _may_report_noun(reader):
        return _quoted_object_at(reader, index)
    stance = view.stances.get(index)
    definite = word.startswith(tuple(find_words("article")))
    if "stance" in reader.frames and stance is not None and stance.force != "neutral" and not definite:
        return reader.found("stance", index, view.offset(index))
    evaluated = "object" not in reader.frames or (stance is not None and stance.force == "neutral")
    if evaluated:
        return _quoted_object_at(reader, index)
    return None if _is_no_object(view, index, word) else reader.found("object", index, view.offset(index))


def _is_no_object(view: View, index: int, word: str) -> bool:
    closed = word in find_words("prepositions") or word in find_words("relatives") or word in find_words("clause_openers")
    mention = view.heads.get(index)
    leads = (*find_words("dative"), *find_words("article_led"))
    led = (word.startswith(leads) and word not in find_words("bare_words")) or (
        mention is not None and has_preposition(mention)
    )
    return closed or led or word in find_words("complementizers") or _is_finite(view, index)


def _quoted_object_at(reader: _Reader, index: int) -> Complement | None:
    """An evaluation counts with a quotation: directly after the subject, or within its object."""
    if not reader.frames & {"quoted_object", "object"} or not _may_report_noun(reader):
        return None
    return _quoted_within(reader, index, 5)


def _quoted_within(reader: _Reader, index: int, reach: int) -> Complement | None:
    for current in range(index, min(index + reach, len(reader.view.words))):
        quote = reader.view.opens_quote(current)
        if quote is None or current in reader.view.cover or _count_words(reader.view, quote.inner_start, quote.inner_end) < 2:
            continue
        content = quote.inner_start if current - index < 2 else reader.view.offset(index)
        return reader.found("quoted", current, content)
    return None


def _is_finite(view: View, index: int) -> bool:
    """Tell whether the word can only be a finite verb of saying."""
    shapes = [(hit.item, hit.suffix) for hit in view.forms.get(index, ())]
    forms = [form for form, suffix in shapes if isinstance(form, VerbForm) and not suffix and "strict" not in form.verb.traits]
    noun = any(isinstance(form, VerbForm) and form.shape == "masdar" for form, _ in shapes)
    return not noun and any(form.shape in ("perfect", "imperfect") for form in forms)


def find_gender(view: View, mention: ActorMention) -> bool | None:
    """Return whether a verb treats the mention as feminine; None where its form does not tell."""
    kind, head = kind_of(mention), view.word(view.index(mention.start))
    if kind == "STATE":
        return None if head in find_words("masculine_states") else True
    titled = kind in ("OFFICE", "UNNAMED") or head in find_words("people") or head in find_words("coreferring")
    if kind == "PERSON" and not titled:
        return None
    if head.endswith(tuple(find_words("feminine_endings"))):
        return True
    return False if titled and not mention.plural else None
