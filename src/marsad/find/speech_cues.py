"""Words that report in a sentence: finite verbs, participles and nouns of saying that have found their complement."""

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_frames import read_complement
from marsad.find.speech_reader import Complement, find_gender, skip_asides
from marsad.find.speech_view import View, has_preposition, kind_of
from marsad.languages.ar.speech import VerbForm, find_words
from marsad.text.match import Hit

_FINITE = frozenset({"perfect", "imperfect"})
_NEGATABLE = frozenset({"doubting", "opining", "fearing"})  # what stays a statement under a negation
_NOUN_OBJECTS = frozenset({"announcing", "doubting", "demanding", "denying"})
_RELATIVE = 14  # tokens within which a relative's antecedent lies
_SELF = 4  # tokens of content in which a verb without subject repeats who speaks ("he said that he believes that")


@dataclass(slots=True, kw_only=True)
class Cue:
    """A reporting word at token `index` with its complement; `left` is a subject standing before it."""

    index: int
    hit: Hit
    form: VerbForm
    complement: Complement
    left: ActorMention | None = None
    left_words: tuple[int, int] | None = None
    negated: bool = False
    nested: bool = False

    @property
    def joined(self) -> bool:
        """Tell whether a conjunction is written onto the word."""
        return self.hit.prefix[:1] in find_words("conjunctions")


def find_cues(view: View) -> list[Cue]:
    """Return the reporting words of a sentence in order, each complement given to one of them."""
    cues: list[Cue] = []
    for index in sorted(view.forms):
        if view.inside_quote(index) is not None or _is_taken(cues, index):
            continue
        cue = _first_cue(view, index, cues)
        if cue is not None and not _repeats_speaker(view, cue, cues):
            cue.nested = _is_nested(cue, cues)
            cues.append(cue)
    return cues


def _is_taken(cues: list[Cue], index: int) -> bool:
    """Tell whether the word lies between the last reporting verb and its content, or heads that content."""
    return bool(cues) and cues[-1].index <= index <= cues[-1].complement.index


def _first_cue(view: View, index: int, cues: list[Cue]) -> Cue | None:
    readings = sorted(view.forms[index], key=lambda hit: hit.core_start - hit.core_end)
    for hit in readings:
        form = hit.item
        assert isinstance(form, VerbForm)
        cue = _read(view, index, hit, form)
        if cue is not None and _is_unclaimed(cue, cues):
            return cue
    return None


def _is_unclaimed(cue: Cue, cues: list[Cue]) -> bool:
    return all(cue.complement.index != other.complement.index for other in cues)


def _read(view: View, index: int, hit: Hit, form: VerbForm) -> Cue | None:
    if form.shape in _FINITE:
        return _read_finite(view, index, hit, form)
    if form.shape == "participle":
        return _read_participle(view, index, hit, form)
    return _read_noun(view, index, hit, form)


def _read_finite(view: View, index: int, hit: Hit, form: VerbForm) -> Cue | None:
    if not _is_finite_here(view, index, hit, form):
        return None
    negated = view.word(index - 1) in find_words("negators") and "document" not in form.verb.traits
    end = view.index(hit.end)
    led = hit.prefix[:1] in find_words("conjunctions") or _describes(view, index, end)
    left, words = (None, None) if led else find_left(view, index, form)
    if left is not None and "addressee" not in form.verb.frames and view.subject_at(skip_asides(view, end)):
        left = None
    complement = read_complement(view, form, end, left=left is not None or words is not None)
    if complement is None or (negated and complement.rule != "that" and form.verb.force != "doubting"):
        return None
    if complement.rule == "preposition" and "strict" in form.verb.traits and not (left or complement.subject):
        return None
    cue = Cue(index=index, hit=hit, form=form, complement=complement, left=left, left_words=words, negated=negated)
    return None if _is_impersonal(cue) or _is_attributive(view, cue) or _lacks_witness(view, cue) else cue


def _is_finite_here(view: View, index: int, hit: Hit, form: VerbForm) -> bool:
    """Tell whether a form is a finite verb in an assertion, by what is written onto it and stands before it."""
    before, bare = view.word(index - 1), hit.prefix[:1] not in find_words("conjunctions")
    particles = hit.prefix if bare else hit.prefix[1:]
    if particles or (hit.suffix and not _may_carry(hit, form)):
        return False
    if not bare:
        return True
    if "document" in form.verb.traits:
        return True
    if view.word(index - 2) in find_words("frequency"):
        return True
    if before in find_words("free_relatives") or before in find_words("prepositions") or before in find_words("quantifiers"):
        return before in find_words("negators") and _may_be_negated(form)
    if before in find_words("negators"):
        return _may_be_negated(form)
    if form.verb.force == "opining" and before in find_words("narrative"):
        return False
    if form.shape == "imperfect":
        return before not in find_words("subordinators")
    return before not in find_words("hypothetical") and before not in find_words("personal_pronouns")


def _describes(view: View, index: int, end: int) -> bool:
    """Tell a clause on an indefinite noun ("a speech, he says in it"), whose subject is not the noun before."""
    return view.word(end) in find_words("in_relative") and view.word(index - 1) not in find_words("relatives")


def _may_be_negated(form: VerbForm) -> bool:
    return form.verb.force in _NEGATABLE and form.shape == "imperfect"


def _may_carry(hit: Hit, form: VerbForm) -> bool:
    """Tell whether a verb may have an object pronoun: one to whom or of whom is spoken."""
    takes = form.verb.frames & {"addressee", "description"} and "strict" not in form.verb.traits
    return bool(takes) and hit.suffix in find_words("object_pronouns") and not form.plural


def _is_attributive(view: View, cue: Cue) -> bool:
    """Tell a clause that only describes the noun before it ("a crisis that threatens …") from an assertion."""
    complement, before = cue.complement, view.word(cue.index - 1)
    owned = complement.subject is not None or complement.subject_words is not None
    clause = complement.rule in ("that", "quote", "colon")
    if before in find_words("relatives"):
        follows = view.subject_at(skip_asides(view, cue.index + 1)) is not None
        return (owned or follows) and not clause and complement.rule != "question"
    if cue.joined or owned or cue.left is not None or cue.left_words is not None or cue.index == 0:
        return False
    if clause and cue.form.shape == "perfect":
        return False
    if cue.index - 1 in view.forms:
        return False
    noun = before.isalpha() and before not in find_words("adverbs") and before not in find_words("auxiliaries")
    return noun and before not in find_words("clause_openers") and cue.index - 1 not in view.masked


def _lacks_witness(view: View, cue: Cue) -> bool:
    """Verbs of showing report only where somebody is named who shows."""
    witness = "witness" in cue.form.verb.traits and cue.complement.rule == "preposition"
    if not ("evidence" in cue.form.verb.traits or witness) or cue.complement.subject or cue.left or cue.left_words:
        return False
    words = cue.complement.subject_words
    if words is None:
        return not (cue.joined and cue.index == 0)
    speaking = find_words("documents") | find_words("people") | find_words("coreferring") | find_words("institutions")
    return view.words[words[0]] not in speaking


def _is_impersonal(cue: Cue) -> bool:
    """Tell the passive "it is said that", which has no speaker, from the active of the same spelling."""
    complement = cue.complement
    named = cue.left or cue.left_words or complement.subject or complement.subject_words
    direct = complement.rule == "that" and complement.index <= cue.index + 2
    return named is None and direct and cue.form.shape == "imperfect" and "impersonal" in cue.form.verb.traits


def _read_participle(view: View, index: int, hit: Hit, form: VerbForm) -> Cue | None:
    if view.word(index - 1) in find_words("negators"):
        return None
    complement = read_complement(view, form, view.index(hit.end), left=True)
    return complement and Cue(index=index, hit=hit, form=form, complement=complement)


def _read_noun(view: View, index: int, hit: Hit, form: VerbForm) -> Cue | None:
    """A noun of saying reports when somebody owns it (a pronoun or an actor after it) and content follows."""
    end = view.index(hit.end)
    owner = view.subject_at(end)
    left: ActorMention | None = None
    linked = False
    if any(hit.prefix.endswith(article) for article in find_words("articles")):
        named = form.verb.force == "announcing" and hit.prefix in find_words("dative_article")
        left = _adjacent_left(view, index) if named else None
        linked = view.words[index] in find_words("speech_links") or view.word(index - 1) in find_words("with")
        if left is None and not linked:
            return None
    elif owner is None and view.word(end) in find_words("from_owner"):
        owner = view.subject_at(end + 1)
    if owner is None and left is None and not hit.suffix and not linked:
        return None
    complement = read_complement(view, form, end if owner is None else view.index(owner.end), left=True)
    if complement is None or not _may_be_noun_content(hit, form, complement):
        return None
    return Cue(index=index, hit=hit, form=form, complement=complement, left=left or owner)


def _may_be_noun_content(hit: Hit, form: VerbForm, complement: Complement) -> bool:
    """A clause or quotation always counts; of other complements those of acts that the noun itself names."""
    if complement.rule in ("that", "quote"):
        return True
    if complement.rule == "object":
        return form.verb.force in _NOUN_OBJECTS
    many = form.plural or "addressee" not in form.verb.frames
    return complement.rule == "preposition" and form.verb.force != "neutral" and many


def find_left(view: View, index: int, form: VerbForm) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the subject that stands before a finite verb, as a mention or as a range of tokens."""
    at = _skip_left(view, index - 1)
    if view.word(at) in find_words("relatives"):
        return _antecedent(view, at - 1), None
    mention = _adjacent_left(view, index)
    if mention is not None and _agrees(view, mention, form):
        return mention, None
    if mention is None and view.word(at) in find_words("commas"):
        return None, None
    return _clause_head(view, index, form)


def _skip_left(view: View, index: int) -> int:
    passed = find_words("auxiliaries") | find_words("adverbs") | find_words("negators")
    while index >= 0 and (index in view.masked or view.words[index] in passed or view.words[index].isdigit()):
        if index in view.cover and index not in view.masked:
            break
        index -= 1
    return index


def _adjacent_left(view: View, index: int) -> ActorMention | None:
    at = _skip_left(view, index - 1)
    mention = view.cover.get(at)
    return mention if mention is not None and _stands_free(view, mention) else None


def _antecedent(view: View, index: int) -> ActorMention | None:
    """Return the actor before a relative: the next one that is neither an outlet nor governed by a preposition."""
    for current in range(index, max(-1, index - _RELATIVE), -1):
        mention = view.cover.get(current)
        if mention is not None and kind_of(mention) != "OUTLET" and _stands_free(view, mention):
            return mention
    return None


def _stands_free(view: View, mention: ActorMention) -> bool:
    """Tell whether a mention can be a subject: no preposition on it or before it."""
    if kind_of(mention) == "ADJECTIVE" or has_preposition(mention):
        return False
    first = view.index(mention.start)
    quote = view.inside_quote(first)
    if quote is not None and quote.inner_end > mention.end + 1:
        return False  # part of another's name, such as a company's
    return view.word(view.index(mention.start) - 1) not in find_words("prepositions")


def _agrees(view: View, mention: ActorMention, form: VerbForm) -> bool:
    feminine = find_gender(view, mention)
    return feminine is None or form.plural or form.feminine is None or feminine == form.feminine


def _clause_head(view: View, index: int, form: VerbForm) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the head of the clause that ends in the verb, where it has no conjunction of its own."""
    start = _clause_start(view, index)
    first = start
    while first < index and (view.words[first] in find_words("auxiliaries") or view.words[first] in find_words("commas")):
        first += 1
    mention = view.heads.get(first)
    if mention is not None and _stands_free(view, mention) and _agrees(view, mention, form):
        return mention, None
    speaking = find_words("people") | find_words("institutions")
    led = view.word(first - 1) in find_words("copulas") or view.words[first] in speaking
    relative = any(word in find_words("relatives") for word in view.words[first:index])
    plain = relative or not any(at in view.forms for at in range(first, index))
    if 0 < index - first <= (16 if relative else 6) and led and plain:
        return None, (first, index)
    return None, None


def _clause_start(view: View, index: int) -> int:
    openers = find_words("clause_openers") | find_words("complementizers")
    for current in range(index - 1, max(-1, index - 25), -1):
        word = view.words[current]
        if word in openers or word in find_words("copulas"):
            return current + 1
        if word in ":؛" or (word in find_words("commas") and current + 1 < index and _opens_clause(view, current + 1)):
            return current + 1
    return 0 if index < 25 else index


def _opens_clause(view: View, index: int) -> bool:
    mention = view.heads.get(index)
    return mention is not None and mention.prefix in find_words("conjunctions")


def _repeats_speaker(view: View, cue: Cue, cues: list[Cue]) -> bool:
    """Tell whether the verb only takes up who speaks already, at the head of what he says or further on in it."""
    if not cues or cue.form.shape not in _FINITE:
        return False
    if cue.left is not None:
        return _points_back(view, cue.left) and not cue.joined
    owned = cue.complement.subject is None and cue.complement.subject_words is None and cue.left_words is None
    if cue.joined:
        past = cues[-1].form.shape == "perfect" and cue.complement.rule not in ("quote", "colon")
        return owned and cue.form.shape == "imperfect" and past
    return owned and cue.index - view.index(cues[-1].complement.content) < _SELF


def _points_back(view: View, mention: ActorMention) -> bool:
    """Tell whether a mention is "his country" and the like, at which the speaker speaks of himself."""
    return kind_of(mention) == "PRONOUN" or view.word(view.index(mention.start)) in find_words("own_country")


def _is_nested(cue: Cue, cues: list[Cue]) -> bool:
    """Tell whether the reporting word lies within the content of the one before it rather than beside it."""
    if not cues or cue.form.shape == "participle" or cue.joined:
        return False
    return cue.form.shape == "masdar" or cue.complement.subject is None


def find_mentions_before(view: View, index: int) -> Iterable[ActorMention]:
    """Yield the mentions before a token that can be subjects, the first of the sentence first."""
    for head in sorted(view.heads):
        if head < index and _stands_free(view, view.heads[head]):
            yield view.heads[head]
