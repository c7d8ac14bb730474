"""Words that report in a sentence: finite verbs, participles and nouns of saying that have found their complement."""

import msgspec

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_frames import read_complement
from marsad.find.speech_left import adjacent_left, find_contrasted, find_hastening, find_left
from marsad.find.speech_reader import Complement, skip_asides
from marsad.find.speech_view import View
from marsad.languages.ar.speech import VerbForm, find_words
from marsad.text.match import Hit

_FINITE = frozenset({"perfect", "imperfect"})
_NEGATABLE = frozenset({"doubting", "opining", "fearing"})  # what stays a statement under a negation
_NOUN_OBJECTS = frozenset({"announcing", "doubting", "demanding", "denying"})
_CLAIMS = frozenset({"accusing", "claiming"})  # nouns of what is refused, with a clause of their own
# parts of words.toml before which no verb stands in an assertion
_BARRED_IMPERFECT = ("free_relatives", "quantifiers", "subordinators")
_BARRED_PERFECT = ("free_relatives", "quantifiers", "hypothetical", "personal_pronouns")
_RECENT = 8  # cues of a sentence that a later one can have to do with
_SUFFERED = 8  # tokens within which stands what befalls somebody
_SELF = 4  # tokens of content in which a verb without subject repeats who speaks ("he said that he believes that")


class Cue(msgspec.Struct, kw_only=True):
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
        if view.inside_quote(index) is not None or _is_taken(view, cues, index):
            continue
        cue = _first_cue(view, index, cues)
        if cue is not None and not _repeats_speaker(view, cue, cues):
            cue.nested = _is_nested(cue, cues)
            cues.append(cue)
    return cues


def _is_taken(view: View, cues: list[Cue], index: int) -> bool:
    """Tell whether the word lies between the last reporting verb and its content, or is the noun that heads it."""
    if not cues:
        return False
    last = cues[-1].complement
    heads = view.offset(index) == last.content
    noun = last.rule != "that" or any(getattr(hit.item, "shape", "") == "participle" for hit in view.forms[index])
    return cues[-1].index <= index <= last.index or (heads and noun)


def _first_cue(view: View, index: int, cues: list[Cue]) -> Cue | None:
    readings = view.forms[index]
    for hit in sorted(readings, key=_by_length) if len(readings) > 1 else readings:
        form = hit.item
        assert isinstance(form, VerbForm)
        cue = _read(view, index, hit, form)
        if cue is not None and _is_unclaimed(cue, cues) and not _is_of_claim(view, cue):
            return cue
    return None


def _is_of_claim(view: View, cue: Cue) -> bool:
    """Tell whether a clause is what a claim says that is only refused: "refused the claims of Warsaw that"."""
    if cue.form.verb.force != "rejecting":
        return False
    for at in range(cue.index + 1, cue.complement.index):
        for hit in view.forms.get(at, ()):
            form = hit.item
            assert isinstance(form, VerbForm)
            claim = form.shape == "masdar" and form.verb.force in _CLAIMS and not hit.suffix
            own = _read_noun(view, at, hit, form) if claim else None
            if own is not None and own.complement.index == cue.complement.index:
                return True
    return False


def _by_length(hit: Hit) -> int:
    """Return what puts the longer form first."""
    return hit.core_start - hit.core_end


def _is_unclaimed(cue: Cue, cues: list[Cue]) -> bool:
    return all(cue.complement.index != other.complement.index for other in cues[-_RECENT:])


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
    left, words = _find_subject_before(view, index, hit, form, led)
    own = "addressee" not in form.verb.frames or hit.suffix
    if left is not None and own and view.subject_at(skip_asides(view, end)):
        left = None
    complement = read_complement(view, form, end, left=left is not None or words is not None)
    if complement is None or (negated and complement.rule != "that" and form.verb.force != "doubting"):
        return None
    if complement.rule == "preposition" and "strict" in form.verb.traits and not (left or complement.subject):
        return None
    cue = Cue(index=index, hit=hit, form=form, complement=complement, left=left, left_words=words, negated=negated)
    return None if _is_impersonal(cue) or _is_attributive(view, cue) or _lacks_witness(view, cue) else cue


def _find_subject_before(
    view: View, index: int, hit: Hit, form: VerbForm, led: bool
) -> tuple[ActorMention | None, tuple[int, int] | None]:
    if not led:
        return find_left(view, index, form)
    return find_contrasted(view, index) if hit.prefix[:1] in find_words("then") else (None, None)


def _is_finite_here(view: View, index: int, hit: Hit, form: VerbForm) -> bool:
    """Tell whether a form is a finite verb in an assertion, by what is written onto it and stands before it."""
    before, bare = view.word(index - 1), hit.prefix[:1] not in find_words("conjunctions")
    particles = hit.prefix if bare else hit.prefix[1:]
    if particles or (hit.suffix and not _may_carry(hit, form)) or _befalls(view, index, form):
        return False
    if not bare or "document" in form.verb.traits or view.word(index - 2) in find_words("frequency"):
        return True
    if before in find_words("negators"):
        return form.verb.force in _NEGATABLE and form.shape == "imperfect"
    barred = find_words(*(_BARRED_IMPERFECT if form.shape == "imperfect" else _BARRED_PERFECT))
    told = form.verb.force == "opining" and before in find_words("narrative")
    return not told and not view.is_preposition(index - 1) and before not in barred


def _befalls(view: View, index: int, form: VerbForm) -> bool:
    """Tell "it befell" from the verb spelled alike, by what happens to somebody within the next words."""
    following = view.words[index + 1 : index + _SUFFERED]
    return "befalling" in form.verb.traits and not find_words("befalling").isdisjoint(following)


def _describes(view: View, index: int, end: int) -> bool:
    """Tell a clause on an indefinite noun ("a speech, he says in it"), whose subject is not the noun before."""
    return view.word(end) in find_words("in_relative") and view.word(index - 1) not in find_words("relatives")


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
    speaking = find_words("documents", "people", "coreferring", "institutions")
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
    if complement is None:
        return None
    return Cue(index=index, hit=hit, form=form, complement=complement)


def _read_noun(view: View, index: int, hit: Hit, form: VerbForm) -> Cue | None:
    """A noun of saying reports when somebody owns it (a pronoun or an actor after it) and content follows."""
    end = view.index(hit.end)
    hastening = find_hastening(view, index)
    if hastening is not None:
        led = read_complement(view, form, end, left=True)
        return Cue(index=index, hit=hit, form=form, complement=led, left=hastening) if led is not None else None
    owner = view.subject_at(end)
    left: ActorMention | None = None
    linked = False
    if any(hit.prefix.endswith(article) for article in find_words("articles")):
        named = form.verb.force == "announcing" and hit.prefix in find_words("dative_article")
        left = adjacent_left(view, index) if named else None
        linked = view.words[index] in find_words("speech_links") or view.word(index - 1) in find_words("with")
        if left is None and not linked:
            return None
    elif owner is None and view.word(end) in find_words("from_owner"):
        owner = view.subject_at(end + 1)
    elif owner is None and form.verb.force in _CLAIMS:
        owner = _described_by(view, end)
    if owner is None and left is None and not hit.suffix and not linked:
        return None
    complement = read_complement(view, form, end if owner is None else view.index(owner.end), left=True)
    if complement is None or not _may_be_noun_content(hit, form, complement) or _is_cut_off(view, end, complement):
        return None
    return Cue(index=index, hit=hit, form=form, complement=complement, left=left or owner)


def _described_by(view: View, end: int) -> ActorMention | None:
    """Return the adjective right behind a claim that tells whose it is: "Russian claims that"."""
    after = view.heads.get(end)
    return after if after is not None and after.kind == "ADJECTIVE" else None


def _is_cut_off(view: View, end: int, complement: Complement) -> bool:
    """Tell whether a clause of its own begins between a noun and what it seems to report: "its vows and will not"."""
    between = view.words[end : complement.index]
    return any(word[:1] in find_words("conjunctions") and word[1:] in find_words("negators") for word in between)


def _may_be_noun_content(hit: Hit, form: VerbForm, complement: Complement) -> bool:
    """A clause or quotation always counts; of other complements those of acts that the noun itself names."""
    if complement.rule in ("that", "quote"):
        return True
    if complement.rule == "object":
        return form.verb.force in _NOUN_OBJECTS
    many = form.plural or "addressee" not in form.verb.frames
    return complement.rule == "preposition" and form.verb.force != "neutral" and many


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
    return mention.kind == "PRONOUN" or view.word(view.index(mention.start)) in find_words("own_country")


def _is_nested(cue: Cue, cues: list[Cue]) -> bool:
    """Tell whether the reporting word lies within the content of the one before it rather than beside it."""
    if not cues or cue.form.shape == "participle" or cue.joined:
        return False
    return cue.form.shape == "masdar" or cue.complement.subject is None
