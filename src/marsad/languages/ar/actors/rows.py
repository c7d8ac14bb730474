"""The rows of this folder's data files."""

import msgspec


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all rows have."""

    id: str


class StateRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """states.toml."""

    names: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    near: str = ""
    beside: tuple[str, ...] = ()


class OrgRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """organisations.toml."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class SeatRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """seats.toml."""

    code: str
    label: str
    forms: tuple[str, ...]


class InstituteRow(SeatRow, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """institutes.toml."""

    sort: str


class PersonRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """persons.toml."""

    full: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


class HeadRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """heads.toml."""

    one: tuple[str, ...]
    many: tuple[str, ...] = ()


class OfficeRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """offices.toml."""

    label: str
    post: str = ""
    head: str = ""
    after: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    alone: bool = False
    code: str = ""


class UnnamedRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """unnamed.toml."""

    label: str
    sort: str
    one: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


class BodyRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """bodies.toml."""

    label: str
    sort: str
    forms: tuple[str, ...]
    weak: bool = False
    near: str = ""
    code: str = ""


class PointerRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """pronouns.toml."""

    points: str
    forms: tuple[str, ...]


class OutletRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """outlets.toml."""

    names: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


class PlaceRow(Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """places.toml."""

    name: str
    state: str
    kind: str
    forms: tuple[str, ...]
    actor: str = ""
