"""The watch list: outlets with country, language, ownership and feeds, in a file that people write.

Reading is strict and tells all that is wrong. Writing keeps comments and order, and replaces the file whole.
"""

from marsad.outlets.durations import read_duration, write_duration
from marsad.outlets.load import check_watch_list, load_watch_list
from marsad.outlets.nouns import Outlet, OutletError, Ownership, WatchList

__all__ = [
    "Outlet",
    "OutletError",
    "Ownership",
    "WatchList",
    "check_watch_list",
    "load_watch_list",
    "read_duration",
    "write_duration",
]
