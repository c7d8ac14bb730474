"""The ledger for language models: a Model Context Protocol server over standard input and output, read only.

Every answer carries the page's sentence, its outlet and address, and the ids of records, and says that the sentence is
quoted data. `tools` holds what can be asked, `server` speaks the protocol.
"""

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_ledger
from marsad.ledger import LedgerPlace


def run_mcp(ledger: LedgerPlace) -> int:
    """Serve until the other side hangs up; return the exit code."""
    open_ledger(ledger).close()  # where there is none, say so before a model asks
    try:
        from marsad.app.mcp.server import serve
    except ImportError as error:
        raise AppError("marsad mcp needs the protocol's library: pip install 'marsad[mcp]'") from error
    serve(ledger)
    return FINE
