"""The subject that follows a verb of saying, the text that holds the words, and the one they are said to."""

from functools import cache

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_reader import (
    Reader,
    carries,
    find_gender,
    is_complementizer,
    is_own_noun,
    skip_asides,
    skip_occasion,
)
from marsad.find.speech_view import View, has_preposition, is_quote_mark
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.speech import VerbForm, find_affixes, find_words

_AFTER_NAMES = ("prepositions", "relatives", "complementizers", "attached_complementizers", "adverbs")
_NO_NAMES = ("relatives", "negators", "personal_pronouns", "prepositions", "clause_openers", "pointing_back")
_TITLE = 6  # tokens of an outlet's name with its marks
_OPENING = 4  # tokens of a sentence's first verb and its subject
_ONWARD = 9  # tokens from a word of blame on, among which stands on whom it is laid
_LONGEST = 8  # tokens of a subject that is no known actor


def read_subject(view: View, form: VerbForm, index: int) -> tuple[ActorMention | None, tuple[int, int] | None]:
    """Return the subject after a verb that ends before token `index`: a mention, or a range of tokens."""
    reader = Reader(view, form, index, False)
    note_subject(reader, skip_asides(view, index))
    return reader.subject, reader.words


def read_document(reader: Reader, index: int) -> int:
    """Note the text or the mouth in which words stand, after its preposition; return -1 where there is none."""
    view = reader.view
    if view.word(index) not in find_words("document_leads"):
        return -1
    index += 2 if view.word(index + 1) in find_words("tongues") else 1
    mention = view.subject_at(index) or view.cover.get(index)
    if mention is not None and mention.kind != "ADJECTIVE":
        reader.subject = mention
        return view.index(mention.end)
    if view.word(index) not in find_words("documents") and view.word(index) not in find_words("occasions"):
        return -1
    reader.words = (index, index + 1)
    return index + 1


def note_subject(reader: Reader, index: int) -> int:
    """Note the subject that begins at `index`; return where reading goes on."""
    view = reader.view
    index = _skip_channel(view, index)
    mention = view.subject_at(index) or _find_titled(view, index)
    if mention is not None and not _is_object_alone(reader, mention):
        reader.subject = mention
        index = _skip_joined(view, mention)
        return read_addressee(reader, index)
    if mention is not None:
        return read_addressee(reader, index)
    if view.word(index) in find_words("each") and view.word(index + 1) in find_words("each_of"):
        return note_subject(reader, index + 2)
    if index >= len(view.words) or not _may_begin_name(reader, index) or _is_understood(reader, index):
        return index
    end = _end_of_words(reader, index)
    reader.words = (index, end)
    return end


def _skip_channel(view: View, index: int) -> int:
    """Return the token after an outlet to which something was said, before the name of who said it."""
    after = _end_of_channel(view, index)
    while (other := view.heads.get(after)) is not None and after > index and other.kind == "OUTLET":
        after = view.index(other.end)
    while after > index and (is_quote_mark(view.word(after)) or view.word(after) in find_words("commas")):
        after += 1
    return after if view.word(after).isalpha() and not is_complementizer(view.word(after)) else index


def _end_of_channel(view: View, index: int) -> int:
    mention = view.heads.get(index)
    if mention is not None and mention.kind == "OUTLET" and (has_preposition(mention) or view.is_glued(index)):
        return view.index(mention.end)
    word = view.word(index)
    dative = word[:1] in find_words("dative") and (len(word) == 1 or word[1:] in find_words("outlet_nouns"))
    quote = view.opens_quote(index + 1) if dative else None
    if quote is None or view.index(quote.end) - index > _TITLE:
        return index
    return view.index(quote.end)


def _is_understood(reader: Reader, index: int) -> bool:
    """Tell whether a plain noun is what the verb acts upon, so that its subject is the last speaker."""
    if "addressee" in reader.frames and _is_acted_upon(reader, index):
        return True
    definite = reader.view.words[index].startswith(find_affixes("article"))
    told = find_words("coreferring", "people")
    return "description" in reader.frames and definite and reader.view.words[index] not in told


def _is_acted_upon(reader: Reader, index: int) -> bool:
    """Tell whether a noun is whom one speaks to: by its meaning, or because the verb does not agree with it."""
    word = reader.view.words[index]
    if word in find_words("addressed"):
        return True
    known = word in find_words("coreferring") or word in find_words("institutions")
    return known and reader.form.feminine is False and word.endswith(find_affixes("feminine_endings"))


def note_quoted_outlet(reader: Reader, index: int) -> int:
    """Note an outlet whose name alone stands in quotation marks as the subject; return where reading goes on."""
    quote, mention = reader.view.opens_quote(index), reader.view.heads.get(index + 1)
    if quote is None or mention is None or mention.kind != "OUTLET" or quote.inner_end > mention.end + 1:
        return index
    reader.subject = mention
    return max(reader.view.index(quote.end), index + 1)


def _find_titled(view: View, index: int) -> ActorMention | None:
    """Return the outlet whose name follows in quotation marks a word such as the one for newspaper."""
    if view.word(index) not in find_words("documents") or not is_quote_mark(view.word(index + 1)):
        return None
    mention = view.heads.get(index + 2)
    return mention if mention is not None and mention.kind == "OUTLET" else None


def _is_object_alone(reader: Reader, mention: ActorMention) -> bool:
    """Tell whether the one mention after a verb with an addressee is the addressee, the subject being understood."""
    if "addressee" not in reader.frames:
        return False
    if mention.plural and mention.kind in ("OFFICE", "UNNAMED"):
        first, last = reader.view.index(mention.start), reader.view.index(mention.end)
        return any(word.endswith(find_affixes("accusative_endings")) for word in reader.view.words[first:last])
    feminine = find_gender(reader.view, mention)
    if feminine is not None and feminine != reader.form.feminine:
        return True
    takes = reader.form.verb.force == "accusing" or "urging" in reader.form.verb.traits or _goes_on(reader, mention)
    return takes and _is_complement_next(reader, mention)


def _goes_on(reader: Reader, mention: ActorMention) -> bool:
    """Tell whether a demand that goes on within a sentence names an organisation, which then is called upon."""
    verb = reader.view.word(reader.at - 1)
    joined = verb[:1] in find_words("conjunctions") and reader.at > _OPENING
    return joined and reader.form.verb.force == "demanding" and mention.kind == "ORG"


def _is_complement_next(reader: Reader, mention: ActorMention) -> bool:
    """Tell whether a mention is followed at once by what the verb takes, so that it is its only noun."""
    view = reader.view
    index = skip_asides(view, view.index(mention.end))
    word = view.word(index)
    if not word:
        return False
    blamed = "blame" in reader.frames and word in find_words("blame")
    if blamed and _blames_onward(view, index):
        return False
    if blamed or word in reader.own or is_complementizer(word):
        return True
    return any(carries(view, index, letter) for letter in find_words("glued_prepositions"))


def _blames_onward(view: View, index: int) -> bool:
    """Tell whether the blame at `index` is laid on another, "the blame for it to London"."""
    heads = (view.heads.get(at) for at in range(index + 1, index + _ONWARD))
    return any(head is not None and head.codes and has_purpose(head.prefix) for head in heads)


def _skip_joined(view: View, mention: ActorMention) -> int:
    index = view.index(mention.end)
    following = view.heads.get(index)
    while following is not None and following.prefix in find_words("conjunctions"):
        index = view.index(following.end)
        following = view.heads.get(index)
    return index


def read_addressee(reader: Reader, index: int) -> int:
    """Note the addressee that begins at `index`, where the verb takes one; return where reading goes on."""
    if "addressee" not in reader.frames:
        return index
    following = skip_occasion(reader.view, skip_asides(reader.view, index))
    mention = reader.view.subject_at(following)
    if mention is None:
        return index
    reader.addressee = mention
    return reader.view.index(mention.end)


def _may_begin_name(reader: Reader, index: int) -> bool:
    word = reader.view.words[index]
    if not word.isalpha() or word in find_words(*_NO_NAMES) or _goes_with_verb(reader.view, index):
        return False
    if word[1:] in find_words("outlet_nouns") and word[:1] in find_words("dative"):
        return False
    if word.startswith(find_affixes("article_led")) and word not in find_words("bare_words"):
        return False
    return not is_own_noun(reader, index)


def _goes_with_verb(view: View, index: int) -> bool:
    """Tell whether a word is a verb or participle that goes with the one before it, "went on to say"."""
    bare = (hit.item for hit in view.forms.get(index, ()) if not hit.prefix and not hit.suffix)
    return any(getattr(item, "shape", "") in ("imperfect", "participle") for item in bare)


def _end_of_words(reader: Reader, index: int) -> int:
    """Return where a subject that is no known actor ends: at a preposition, complementizer, mark or object.

    Before a verb's object a definite noun ends the name, adjectives that go with it included.
    """
    view, start, definite = reader.view, index, False
    words, after, articles = view.words, find_words(*_AFTER_NAMES), _find_articles()
    while index < len(words):
        word = words[index]
        if not word.isalpha() or word in after:
            break
        if index > start and (index - start > _LONGEST or _ends_name(reader, index)):
            break
        articled = word.startswith(articles)
        if definite and not articled and "object" in reader.frames:
            break
        definite = definite or articled
        index += 1
    return index


@cache
def _find_articles() -> tuple[str, ...]:
    """Return what begins a noun with an article, alone or after a preposition."""
    return (*find_affixes("article"), *find_affixes("article_led"))


def _ends_name(reader: Reader, index: int) -> bool:
    """Tell whether a word after a name is rather the addressee, the object or another verb."""
    view, word = reader.view, reader.view.words[index]
    if "addressee" in reader.frames and view.subject_at(index) is not None:
        return True
    if word in find_words("quantifiers") or _is_object_of_noun(reader, index):
        return True
    led = any(carries(view, index, letter) for letter in reader.glued)
    return led or index in view.forms or is_own_noun(reader, index)


def _is_object_of_noun(reader: Reader, index: int) -> bool:
    """Tell whether a word after "the ministry" and the like is what it announces: no adjective goes with it."""
    head, word = reader.view.words[index - 1], reader.view.words[index]
    if "object" not in reader.frames or head not in find_words("coreferring"):
        return False
    return not word.endswith(find_affixes("adjective_endings"))
