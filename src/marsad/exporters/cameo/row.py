"""A row of the CAMEO table."""

import msgspec

from marsad.exporters.crosswalk.dating import Dating


class CameoRow(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of parties in one event.

    id: id of our record with the number of the pair
    day: day of the event, see Dated By
    source: who does it, by usual English name; empty where nobody is named
    source_sector: GOV of a state, IGO an organisation of states, REB an armed group
    source_country: the source's name where it is a state
    text: type of our codebook
    code: CAMEO's code; text, since it begins with a nought
    intensity: Goldstein's score of the code's root, -10 to 10; for joining with other data, no level of escalation
    target: whom it is directed at, by usual English name
    target_sector: as Source Sectors
    target_country: the target's name where it is a state
    story: id of the article
    sentence: empty
    publisher: who published the article
    place: where it is done, as one name: our records do not tell cities from countries
    district: empty
    province: empty
    country: empty
    latitude: empty
    longitude: empty
    quad: 1, 2 cooperation in words and deeds; 3, 4 conflict in words and deeds
    record: id of our record
    dated_by: whose day Event Date is: the act's, or for want of it the publication's
    """

    id: str = msgspec.field(name="Event ID")
    day: str = msgspec.field(name="Event Date")
    source: str | None = msgspec.field(name="Source Name")
    source_sector: str | None = msgspec.field(name="Source Sectors")
    source_country: str | None = msgspec.field(name="Source Country")
    text: str = msgspec.field(name="Event Text")
    code: str = msgspec.field(name="CAMEO Code")
    intensity: float = msgspec.field(name="Intensity")
    target: str | None = msgspec.field(name="Target Name")
    target_sector: str | None = msgspec.field(name="Target Sectors")
    target_country: str | None = msgspec.field(name="Target Country")
    story: str = msgspec.field(name="Story ID")
    sentence: str | None = msgspec.field(default=None, name="Sentence Number")
    publisher: str | None = msgspec.field(name="Publisher")
    place: str | None = msgspec.field(name="City")
    district: str | None = msgspec.field(default=None, name="District")
    province: str | None = msgspec.field(default=None, name="Province")
    country: str | None = msgspec.field(default=None, name="Country")
    latitude: str | None = msgspec.field(default=None, name="Latitude")
    longitude: str | None = msgspec.field(default=None, name="Longitude")
    quad: int = msgspec.field(name="Quad Class")
    record: str = msgspec.field(name="Record")
    dated_by: Dating = msgspec.field(name="Dated By")
