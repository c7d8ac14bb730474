"""What the phrases of reported speech stand for."""

import msgspec


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb of saying: `id` is its perfect; see the data file's head for the meaning of the rest."""

    id: str
    force: str
    frames: frozenset[str]
    imperfect: str = ""
    participle: str = ""
    masdars: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()

    @property
    def lemma(self) -> str:
        """The verb as a dictionary gives it."""
        return self.id


class VerbForm(msgspec.Struct, frozen=True):
    """One form of a verb; `feminine` is None where the form does not tell."""

    verb: Verb
    shape: str  # perfect | imperfect | participle | masdar
    feminine: bool | None = None
    plural: bool = False


class Stance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun for what somebody expresses, with the force of expressing it."""

    id: str
    force: str


class Evidential(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What leads the name of a source; `takes` says what follows: source or verb.

    `force` is what the source does by it: "in the view of" judges.
    """

    id: str
    takes: str
    force: str = "neutral"
