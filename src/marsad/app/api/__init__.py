"""The ledger for programs over HTTP: read only, described by OpenAPI at `openapi.json`.

`create_api` gives an ASGI application to be mounted at `/api`, or served by itself; FEEDS stand below it.
"""

from marsad.app.api.app import create_api

__all__ = ["create_api"]
