"""What a document has said so far about its actors, so that later short forms can be understood."""

from dataclasses import dataclass, field
from datetime import date

from marsad.find.actor_mention import ActorKind, ActorMention
from marsad.reference.officeholders import Standing, find_holder, find_standing

_NAMED = (ActorKind.STATE, ActorKind.ORG, ActorKind.BODY, ActorKind.OFFICE, ActorKind.PERSON, ActorKind.UNNAMED)
_LOOKED_UP = frozenset(
    {
        "chancellor",
        "chief-of-staff",
        "crown-prince",
        "defence-minister",
        "director-general",
        "emir",
        "foreign-minister",
        "high-representative",
        "king",
        "president",
        "prime-minister",
        "secretary-general",
        "supreme-leader",
    }
)


@dataclass(slots=True)
class Memory:
    """Actors named so far. `on` is the day for which offices are looked up."""

    on: date | None
    persons: dict[str, ActorMention] = field(default_factory=dict)
    posts: dict[str, list[ActorMention]] = field(default_factory=dict)
    surnames: dict[str, ActorMention] = field(default_factory=dict)
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def note(self, mention: ActorMention) -> None:
        """Remember a mention."""
        if mention.kind in _NAMED or mention.kind is ActorKind.ADJECTIVE:
            for code in mention.codes:
                self.codes[code] = mention.start
        if mention.kind is ActorKind.PERSON and mention.post:
            self.posts.setdefault(mention.post, []).append(mention)
            if mention.post.endswith("minister"):
                self.posts.setdefault("minister", []).append(mention)

    def stand(self, person: str) -> Standing | None:
        """Return what a person is on the document's day."""
        return find_standing(person, self.on)

    def find_post(self, post: str, codes: tuple[str, ...]) -> ActorMention | None:
        """Return the last person named with a post, of these codes if there are any."""
        named = self.posts.get(post, ())
        fitting = [mention for mention in named if not codes or set(codes) & set(mention.codes)]
        return fitting[-1] if fitting else None

    def find_office_holder(self, post: str, codes: tuple[str, ...]) -> str | None:
        """Return the name of the only holder of a state's post on the document's day."""
        if self.on is None or post not in _LOOKED_UP or len(codes) != 1:
            return None
        tenure = find_holder(codes[0], post, self.on)
        return tenure.name if tenure else None

    def last_of(self, codes: tuple[str, ...]) -> str | None:
        """Return the code among `codes` that was named last."""
        named = [code for code in codes if code in self.codes]
        return max(named, key=self.codes.__getitem__) if named else None
