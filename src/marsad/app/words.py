"""`marsad lexicon check`: every word list loaded, and its rows checked against one another and their examples."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
from rich.table import Table

from marsad.app.errors import ASIDE, FINE
from marsad.app.terminal import Screen, clean_words
from marsad.coders import load_coders
from marsad.extract.furniture import find_furniture, load_furniture
from marsad.languages.ar.phrases import all_phrases
from marsad.lexicon import LexiconError, load_rows, load_tsv
from marsad.pipeline import load_index
from marsad.text.match import Phrase, spell_optional
from marsad.text.normal import normalise

Row = dict[str, Any]


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a row of a data file."""

    file: str
    row: str
    says: str


class WordList(msgspec.Struct, frozen=True):
    """A data file's size."""

    file: str
    rows: int
    words: int


class Shared(msgspec.Struct, frozen=True):
    """A form in normal spelling, and the things that it may stand for."""

    form: str
    things: tuple[str, ...]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of all word lists found.

    `shared` are the forms that stand for several things, with these things: what homographs do, no problem by itself.
    """

    lists: tuple[WordList, ...]
    phrases: int
    patterns: int
    shared: tuple[Shared, ...]
    problems: tuple[Problem, ...]


def run_check(screen: Screen, *, list_shared: bool, as_json: bool) -> int:
    """Check all word lists and print what was found; return the exit code."""
    found = check_words()
    if as_json:
        screen.raw(msgspec.json.encode(found).decode())
    else:
        print_check(screen, found, list_shared=list_shared)
    return ASIDE if found.problems else FINE


def check_words() -> Check:
    """Return the sizes of all lists and every problem in them."""
    lists, problems = list[WordList](), list[Problem]()
    for package, file in find_lists():
        name = f"{package.removeprefix('marsad.').replace('.', '/')}/{file}"
        try:
            rows = load_raw(package, file)
        except LexiconError as error:
            problems.append(Problem(name, "", str(error)))
            continue
        lists.append(WordList(name, len(rows), sum(1 for row in rows for _ in list_words(row))))
        problems += check_rows(name, rows)
    phrases, patterns = 0, 0
    try:
        every = list_phrases()
        phrases, patterns = len(every), load_index().size
        problems += [*check_phrases(every), *check_furniture()]
    except LexiconError as error:
        every = []
        problems.append(Problem("", "", str(error)))
    shared = tuple(find_shared(every))
    return Check(lists=tuple(lists), phrases=phrases, patterns=patterns, shared=shared, problems=tuple(problems))


def find_lists() -> Iterator[tuple[str, str]]:
    """Yield package and file name of every word list, in order."""
    return _walk(files("marsad"), "marsad")


def _walk(folder: Traversable, package: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _walk(entry, f"{package}.{entry.name}")
        elif entry.name.endswith((".toml", ".tsv")):
            yield package, entry.name


def load_raw(package: str, file: str) -> tuple[Row, ...]:
    """Return the rows of a word list as they stand in the file; raise LexiconError."""
    return load_tsv(package, file, dict) if file.endswith(".tsv") else load_rows(package, file)


def list_words(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the words of a row's lists, each with its list's name."""
    for key, value in row.items():
        if isinstance(value, list) and key not in ("finds", "rejects"):
            yield from ((key, " / ".join(map(str, one)) if isinstance(one, list) else str(one)) for one in value)


def check_rows(file: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield the rows without an id or with another's, and words that stand twice in a list."""
    seen: set[str] = set()
    for row in rows:
        name = str(row.get("id", ""))
        if not name:
            yield Problem(file, "?", "a row without an id")
        elif name in seen:
            yield Problem(file, name, "another row has this id")
        seen.add(name)
        for (key, word), count in Counter(list_words(row)).items():
            if count > 1:
                yield Problem(file, name, f"{key} holds {word!r} {count} times")


def list_phrases() -> list[Phrase]:
    """Return the phrases of the language and of all coders."""
    return [*all_phrases(), *(phrase for coder in load_coders() for phrase in coder.phrases())]


def check_phrases(phrases: Iterable[Phrase]) -> Iterator[Problem]:
    """Yield the phrases that the scanner does not find in their own words."""
    index = load_index()
    by_form: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        for form in spell_optional(phrase.form):
            by_form[normalise(form).normal].append(phrase)
    for form, wanted in by_form.items():
        whole = [hit.item for hit in index.find(form) if (hit.core_start, hit.core_end) == (0, len(form))]
        for phrase in wanted:
            if phrase.item not in whole:
                name = name_item(phrase.item)
                yield Problem("", name, f"{phrase.form!r} is not found in itself")


def find_shared(phrases: Iterable[Phrase]) -> Iterator[Shared]:
    """Yield the forms that stand for several things, in order."""
    items: dict[str, dict[str, None]] = defaultdict(dict)
    for phrase in phrases:
        for form in spell_optional(phrase.form):
            items[normalise(form).normal][name_item(phrase.item)] = None
    return (Shared(form, tuple(names)) for form, names in sorted(items.items()) if len(names) > 1)


def name_item(item: object) -> str:
    """Return the class of a phrase's item and its id, or its first field's."""
    first = getattr(item, next(iter(getattr(item, "__struct_fields__", ("id",)))), "")
    return f"{type(item).__name__} {getattr(item, 'id', getattr(first, 'id', first))}".strip()


def check_furniture() -> Iterator[Problem]:
    """Yield the page-furniture rules whose own examples speak against them."""
    for row in load_furniture():
        for line in row.finds:
            if find_furniture(line) is None:
                yield Problem("extract/furniture.toml", row.id, f"does not find {line!r}")
        for line in row.rejects:
            if (found := find_furniture(line)) and found.id == row.id:
                yield Problem("extract/furniture.toml", row.id, f"does not reject {line!r}")


def print_check(screen: Screen, found: Check, *, list_shared: bool) -> None:
    """Print the lists, the forms that stand for several things where asked, then the problems."""
    table = Table(title="Word lists", title_justify="left")
    table.add_column("file")
    table.add_column("rows", justify="right")
    table.add_column("words", justify="right")
    for one in found.lists:
        table.add_row(one.file, str(one.rows), str(one.words or "–"))
    screen.out.print(table)
    screen.say(
        f"{found.phrases} phrases, {found.patterns} patterns; {len(found.shared)} forms stand for several things"
    )
    for form in found.shared if list_shared else ():
        screen.say(screen.cell(f"{form.form}: {' | '.join(form.things)}", 0))
    for problem in found.problems:
        screen.say(clean_words(f"problem: {problem.file} {problem.row}: {problem.says}"), style="red")
    screen.say(f"{len(found.problems)} problems" if found.problems else "all fine", style="bold")
