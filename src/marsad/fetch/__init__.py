"""The guarded way to the network: addresses checked and connected to as checked, limits, manners.

Nothing else in the house opens a connection (`tests/house` holds that); there is no way in that skips the guard.
"""

from marsad.fetch.exchange import Exchange
from marsad.fetch.fetcher import Fetched, Fetcher, Validator
from marsad.fetch.inflate import inflate, is_gzip
from marsad.fetch.resolve import check_reach, check_url
from marsad.fetch.rules import Guard, Limits, Manners, Refusal, make_line
from marsad.fetch.sender import Sender

__all__ = [
    "Exchange",
    "Fetched",
    "Fetcher",
    "Guard",
    "Limits",
    "Manners",
    "Refusal",
    "Sender",
    "Validator",
    "check_reach",
    "check_url",
    "inflate",
    "is_gzip",
    "make_line",
]
