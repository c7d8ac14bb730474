"""Where a ledger is kept.

A store is one folder with a class that has the methods of `base.Database` and a function that opens one. To add one,
write both, give `ledger/place.py` the addresses that lead to it, `ledger/connection.py` the call that opens it, and the
contract tests (`tests/stores.py`) a way to make a fresh one. SQL in the ledger is for all stores alike.
"""

STORES = ("sqlite", "postgresql")
