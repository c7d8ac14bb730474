"""What an actor phrase stands for: the items that the scan's hits carry."""

import msgspec


class Named(msgspec.Struct, frozen=True):
    """What an actor phrase or the name of a place stands for."""


class StateName(Named, frozen=True):
    """A name of a state: `sort` is name, capital, short (needs an earlier full name) or unsure (shared by two).

    A name `beside` means the state where the document has named `near`: "the North", "its southern neighbour".
    """

    code: str
    sort: str = "name"
    near: str = ""


class OrgName(Named, frozen=True):
    """A name of an organisation or armed group; `short` forms need an earlier full name."""

    code: str
    short: bool = False


class Seat(Named, frozen=True):
    """A palace, parliament, agency or force with a name of its own."""

    id: str
    code: str
    label: str


class Institute(Named, frozen=True):
    """A think tank, society, university or company; `code` is the state of its seat, XXX for societies of no state.

    `sort` is research, society, university or company.
    """

    id: str
    code: str
    label: str
    sort: str


class Demonym(Named, frozen=True):
    """An adjective of a state; `people` when the form is a plural that can name the people itself."""

    code: str
    definite: bool
    people: bool = False


class PersonName(Named, frozen=True):
    """A name of a person. `part` is full, free (a family name that needs nothing) or late (after the full name)."""

    person: str
    part: str


class Office(Named, frozen=True):
    """A title. `post` is its post in the reference data; `bare` when the form has no complement.

    `code` is whose it is where only one state or organisation has such an office.
    """

    id: str
    label: str
    post: str = ""
    many: bool = False
    bare: bool = False
    definite: bool = False
    code: str = ""


class Title(Named, frozen=True):
    """A rank or courtesy title before a name."""

    id: str


class Unnamed(Named, frozen=True):
    """A speaker without a name: official, source, expert …"""

    id: str
    label: str
    sort: str
    many: bool = False
    definite: bool = False


class Body(Named, frozen=True):
    """An institution or force of a state; `weak` forms are common words and need the state beside them.

    `code` is meant where no state stands beside the noun and the document has named `near`.
    """

    id: str
    label: str
    sort: str
    weak: bool = False
    definite: bool = False
    near: str = ""
    code: str = ""


class Pointer(Named, frozen=True):
    """A word that points back to an actor; `points` says to what (country, government, counterpart, two-sides)."""

    id: str
    points: str


class OutletName(Named, frozen=True):
    """A name of an outlet; `marked` names are common words and need one such as that for newspaper before them."""

    outlet: str
    marked: bool = False


class PlaceName(Named, frozen=True):
    """A name of a place: usual English name, state (XXX for several), kind; `actor` is the group its forces serve."""

    name: str
    state: str
    kind: str
    actor: str = ""
