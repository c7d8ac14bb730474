"""Reading on from a verb of saying: the state of it, and the small questions that all its steps ask."""

from functools import cache

import msgspec

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_view import DASHES, View, has_preposition
from marsad.languages.ar.speech import VerbForm, find_affixes, find_prepositions, find_words

NEAR = 12  # tokens that a noun phrase of content may lie away from where the subject ends
_ASIDE = 20  # tokens of a clause on \"who\" between commas
COMMAS = frozenset("،,؛")


class Complement(msgspec.Struct, frozen=True, kw_only=True):
    """Where content begins (`content`, normal offset, found at token `index`) and how it was led (`rule`)."""

    rule: str
    index: int
    content: int
    subject: ActorMention | None = None
    subject_words: tuple[int, int] | None = None
    addressee: ActorMention | None = None


class Reader(msgspec.Struct):
    """A verb form that ends before token `at`, with what has been noted on the way.

    `left` tells that the subject stands before the verb; `words` are the tokens of a subject that is no known actor.
    `frames` are the kinds of complement that the verb takes, `own` the prepositions that lead a noun phrase of content
    after it, `glued` those of them that are written onto a word.
    """

    view: View
    form: VerbForm
    at: int
    left: bool
    subject: ActorMention | None = None
    words: tuple[int, int] | None = None
    addressee: ActorMention | None = None
    frames: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Note what the verb takes."""
        verb = self.form.verb
        self.frames = verb.frames
        self.own = find_prepositions(verb)[0]
        self.glued = self.own & find_words("glued_prepositions")

    def found(self, rule: str, index: int, content: int) -> Complement:
        """Return the complement found at token `index`, with what has been noted."""
        return Complement(
            rule=rule,
            index=index,
            content=content,
            subject=self.subject,
            subject_words=self.words,
            addressee=self.addressee,
        )


def skip_asides(view: View, index: int) -> int:
    """Return the first token from `index` on that is no adverb, date, comma, parenthesis or clause set off on "who"."""
    passed = _find_passed()
    while index < len(view.words):
        word = view.words[index]
        if not (word in passed or word.isdigit() or index in view.masked or index in view.leads):
            return index
        if index in view.leads and index not in view.masked:
            after = _after_lead_source(view, index)
            if after == index:
                return index
            index = after
            continue
        if word in COMMAS and (after := _after_who(view, index)) > index:
            index = after
            continue
        if _may_speak(view, index):
            return index
        index += 1
    return index


@cache
def _find_passed() -> frozenset[str]:
    """Return the words and marks that are passed over wherever they stand."""
    return find_words("adverbs") | COMMAS | frozenset(DASHES)


def _may_speak(view: View, index: int) -> bool:
    """Tell whether an actor begins here that can speak: within a parenthesis only right after its opening mark."""
    inside = index in view.masked and index - 1 in view.masked and view.word(index - 1) not in DASHES
    return view.subject_at(index) is not None and not inside


def _after_who(view: View, index: int) -> int:
    """Return the token after what two commas set off, ", who came to Doha,", or `index` where nothing is."""
    if view.word(index + 1) not in find_words("relatives"):
        return index
    for current in range(index + 2, min(index + _ASIDE, len(view.words))):
        if view.words[current] in COMMAS:
            return current + 1
        if is_complementizer(view.words[current]) or is_finite(view, current):
            return index
    return index


def _after_lead_source(view: View, index: int) -> int:
    """Return the token after a source set off by commas ("according to …,"), or `index` where it is not."""
    for current in range(index + 1, min(index + NEAR, len(view.words))):
        if view.words[current] in COMMAS:
            return current + 1
    return index


def skip_occasion(view: View, index: int) -> int:
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


def skip_relative(view: View, index: int) -> int:
    """Return the token after a clause on "which" that a comma closes before the content: "which many mocked, that"."""
    if view.word(index) not in find_words("relatives"):
        return index
    for current in range(index + 1, min(index + _ASIDE, len(view.words))):
        if is_complementizer(view.words[current]):
            return current if view.words[current - 1] in COMMAS else index
    return index


def _is_place(view: View, index: int) -> bool:
    mention = view.cover.get(index)
    return mention is not None and mention.kind in ("STATE", "PLACE")


def carries(view: View, index: int, letter: str) -> bool:
    """Tell whether the token is a content noun with the glued preposition `letter`."""
    word = view.words[index]
    if not word.startswith(letter) or word in find_words("prepositions") or word in find_words("bare_words"):
        return False
    if word[len(letter) :] in find_words("outlet_nouns"):
        return False
    if word == letter:
        return not is_complementizer(view.word(index + 1))
    mention = view.cover.get(index)
    if mention is not None and (mention.start < view.tokens[index].start or not has_preposition(mention)):
        return False
    return len(word) > 3 and (mention is None or mention.kind != "PERSON")


def is_complementizer(word: str) -> bool:
    """Tell whether the word leads a clause."""
    return word in find_words("complementizers", "attached_complementizers")


def is_own_noun(reader: Reader, index: int) -> bool:
    """Tell whether the noun is the verb's object rather than its subject: a noun of stance or one with a pronoun."""
    if "object" not in reader.frames and "stance" not in reader.frames:
        return index in reader.view.heads and has_preposition(reader.view.heads[index])
    noun = reader.view.words[index] in find_words("object_nouns")
    return noun or index in reader.view.stances or _is_masdar(reader.view, index)


def _is_masdar(view: View, index: int) -> bool:
    hits = view.forms.get(index, ())
    return any(isinstance(hit.item, VerbForm) and hit.item.shape == "masdar" and not hit.prefix for hit in hits)


def is_finite(view: View, index: int) -> bool:
    """Tell whether the word can only be a finite verb of saying."""
    forms = [(hit.item, hit.suffix) for hit in view.forms.get(index, ()) if isinstance(hit.item, VerbForm)]
    if any(form.shape == "masdar" for form, _ in forms):
        return False
    plain = (form for form, suffix in forms if not suffix and "strict" not in form.verb.traits)
    return any(form.shape in ("perfect", "imperfect") for form in plain)


def find_gender(view: View, mention: ActorMention) -> bool | None:
    """Return whether a verb treats the mention as feminine; None where its form does not tell."""
    kind, head = mention.kind, view.word(view.index(mention.start))
    if kind == "STATE":
        return None if head in find_words("masculine_states") else True
    titled = kind in ("OFFICE", "UNNAMED") or head in find_words("people") or head in find_words("coreferring")
    if kind == "PERSON" and not titled:
        return None
    if head.endswith(find_affixes("feminine_endings")):
        return None if titled and mention.plural else True
    return False if titled and not mention.plural else None
