"""Names that no list knows: the words after a title that look like a name."""

from marsad.find.actor_line import Line
from marsad.languages.ar.actors import PersonName, load_words
from marsad.text.tokens import Token

_LONGEST = 4


def read_name(line: Line, position: int, titled: bool) -> int | None:
    """Return where the unknown name after `position` ends, or None when no name stands there.

    A name begins with a known given name; after a title (`titled`) it may also be two or three plain words before a
    mark or the particle that opens speech.
    """
    first = line.after(position)
    if first is None or not _is_name_word(line, first):
        return None
    words = _name_words(line, first)
    if first.text in load_words("given") or first.text in load_words("name_starts"):
        return words[-1].end
    follower = line.after(words[-1].end)
    closed = follower is not None and (follower.text in load_words("name_ends"))
    plain = len(words) in (2, 3) and not any(_looks_common(word) for word in words)
    return words[-1].end if titled and closed and plain else None


def _looks_common(token: Token) -> bool:
    return len(token.text) < 3 or _has_article(token) or token.text[0] in load_words("clitics")


def _name_words(line: Line, first: Token) -> list[Token]:
    """Return a given and a family name, with particles; a third word if it is given too or has the article."""
    words = [first]
    while len(words) < _LONGEST:
        token = line.after(words[-1].end)
        if token is None or not _goes_on(line, token, words[-1]):
            break
        if _count_plain(words) > 1 and not _lengthens(words[-1], token):
            break
        words.append(token)
    if len(words) > 1 and words[-1].text in load_words("name_particles"):
        words.pop()
    return words


def _count_plain(words: list[Token]) -> int:
    return sum(word.text not in load_words("name_particles") for word in words)


def _lengthens(last: Token, token: Token) -> bool:
    particles = load_words("name_particles")
    return _has_article(token) or last.text in load_words("given") or bool({last.text, token.text} & particles)


def _goes_on(line: Line, token: Token, last: Token) -> bool:
    if not _is_name_word(line, token):
        return False
    return not (token.text in load_words("qualifiers") or token.text in load_words("former")) and not (
        _has_article(last) and _has_article(token)
    )


def _is_name_word(line: Line, token: Token) -> bool:
    if token.text in load_words("name_particles"):
        return True
    element = line.element_at(token)
    if element is not None:
        return element.prefix == "" and element.pick(PersonName) is not None and token.end == element.end
    return line.is_plain(token) and not token.text[0].isascii() and len(token.text) > 2


def _has_article(token: Token) -> bool:
    return token.text.startswith(tuple(load_words("article")))


def find_name_before(line: Line, position: int) -> int | None:
    """Return where the unknown name just before `position` begins: at most four words, the first a given name."""
    begin: int | None = None
    token = line.before(position)
    if token is not None and token.text in load_words("openers"):
        token = line.before(token.start)
    for _ in range(_LONGEST):
        if token is None or not _is_name_word(line, token):
            break
        if strip_clitic(token.text) in load_words("given"):
            begin = token.start
        token = line.before(token.start)
    return begin


def strip_clitic(word: str) -> str:
    """Return a word without the one-letter clitic before a given name."""
    given = load_words("given")
    if word in given or len(word) < 4 or word[0] not in load_words("clitics"):
        return word
    return word[1:]
