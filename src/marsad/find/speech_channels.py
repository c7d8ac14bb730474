"""Through whom words came and to whom they were said, from the reporting words around a verb."""

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_cues import Cue
from marsad.find.speech_leads import Lead
from marsad.find.speech_view import View, has_preposition
from marsad.languages.ar.speech import find_affixes, find_words

_FRAME = 12  # tokens of reporting words that follow what they report
_NOT_ADDRESSED = ("ADJECTIVE", "OUTLET", "PRONOUN")


def find_channels(view: View, cue: Cue, begin: int, leads: list[Lead]) -> tuple[str, ...]:
    """Return the outlets of a statement, the nearest first: those that report it, then the one it was said to.

    `begin` is the token at which the words that report it begin.
    """
    reporting = [lead.outlet for lead in leads if lead.outlet and (lead.first < 3 or lead.first > cue.index)]
    heads = [index for index in view.order if begin <= index < cue.complement.index]
    within = [name for index in heads if (name := _outlet_at(view, cue, index))]
    return tuple(dict.fromkeys([*reporting, *within]))


def find_outlets(view: View, first: int) -> tuple[str, ...]:
    """Return the outlets to which a preposition leads from token `first` on."""
    found = (
        name_of(mention)
        for index, mention in ((index, view.heads[index]) for index in view.order if index >= first)
        if mention.kind == "OUTLET" and _is_led(view, index, mention)
    )
    return tuple(name for name in found if name)


def _outlet_at(view: View, cue: Cue, index: int) -> str | None:
    mention = view.heads[index]
    if mention.kind != "OUTLET" or mention in (cue.complement.subject, cue.left):
        return None
    if view.word(index - 1) == "(":
        return None  # another name of what stands before the bracket
    return name_of(mention) if _is_led(view, index, mention) and not is_platform(view, mention) else None


def _is_led(view: View, index: int, mention: ActorMention) -> bool:
    """Tell whether a preposition leads an outlet, perhaps before a word such as the one for newspaper."""
    if has_preposition(mention) or view.is_glued(index):
        return True
    for current in range(index - 1, max(-1, index - 5), -1):
        word = view.words[current]
        if word in find_words("prepositions") or word.startswith(find_affixes("glued_prepositions")):
            return True
        if word in find_words("commas"):
            return False
    return False


def is_platform(view: View, mention: ActorMention) -> bool:
    """Tell whether the mention names a social platform, which is no outlet."""
    first, last = view.index(mention.start), view.index(mention.end)
    return any(word in find_words("platforms") for word in view.words[first:last])


def name_of(mention: ActorMention) -> str | None:
    """Return the usual name of whoever is mentioned."""
    return mention.person or mention.label or mention.name_ar or None


def find_addressee(view: View, cue: Cue) -> tuple[str | None, ActorMention | None]:
    """Return whom the words were said to, with the mention; both None where nobody is named."""
    direct = cue.complement.addressee
    if cue.form.verb.force == "accusing":
        return None, None
    if direct is not None:
        return name_of(direct), direct
    first, last = cue.index + 1, _end_of_frame(view, cue)
    told = find_words("audience")
    audience = next((index for index in range(first, last) if view.words[index] in told), last)
    for index in view.order:
        if first <= index < audience:
            mention = view.heads[index]
            if mention.kind not in _NOT_ADDRESSED and _is_addressed(view, cue, index, mention):
                return name_of(mention), mention
    return ("journalists" if audience < last else None), None


def _end_of_frame(view: View, cue: Cue) -> int:
    """Return the token where the reporting words end: at the content or, where that went before, some words on."""
    after = cue.complement.index
    return after if after > cue.index else min(cue.index + _FRAME, len(view.words))


def _is_addressed(view: View, cue: Cue, index: int, mention: ActorMention) -> bool:
    if view.word(index - 1) in find_words("facing"):
        return True
    dative = any(mention.prefix.startswith(letter) for letter in find_words("dative"))
    before = view.cover.get(index - 1)
    words = cue.complement.subject_words
    if words is not None and words[0] <= index - 1 < words[1]:
        return False
    free = before is None or before is cue.complement.subject or before is cue.left
    owned = find_words("affiliations", "documents", "occasions")
    return dative and has_preposition(mention) and free and view.word(index - 1) not in owned
