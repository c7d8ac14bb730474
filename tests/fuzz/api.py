"""The API asked whatever its own description allows, and what it does not: `python -m tests.fuzz.api` or `make fuzz`.

Schemathesis makes the requests from the OpenAPI document and holds every answer against it, in this very process.
Prints each finding with the request that shows it; the same seed gives the same requests.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.made_episodes import make_captures
from marsad.app.api import create_api
from marsad.app.api.guard import Rate
from marsad.app.api.stream import Pace
from marsad.app.tokens import SCOPES, TokenFile, find_tokens
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.ledger import Ledger
from marsad.pipeline import read_capture

HOST = "testserver"  # as the library calls what it asks in process
# 422 is for what fits the description and can still not be answered (a cursor that is none, no word in a search), 414
# for what is too long altogether: a description cannot rule these out.
FINE = ["2xx", "3xx", "401", "403", "404", "414", "422", "429"]
REFUSED = ["400", "401", "403", "404", "405", "406", "414", "422", "429"]


class Finding(NamedTuple):
    """An answer that is not as described: which check says so, of which address, in words, and how to ask so again."""

    check: str
    operation: str
    words: str
    request: str


class Outcome(NamedTuple):
    """How often each check was made, and what was found."""

    checks: Counter[str]
    findings: tuple[Finding, ...]


@contextmanager
def standing(*, local: bool) -> Iterator[tuple[object, dict[str, str]]]:
    """Give a site over a made ledger, the API below it, and the headers that open it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "marsad.ledger"
        fill(path)
        secret = TokenFile(find_tokens(path)).add("fuzz", SCOPES, time.time(), 1)
        rate, pace = Rate(burst=10**9, per_second=1e9), Pace(every=0.002, life=0.004, clients=50)
        api = create_api(path, local=local, rate=rate, pace=pace)
        from starlette.routing import Mount

        site = Site(ledger=path, names=frozenset({HOST}))
        yield make_app(site, [Mount("/api", api)]), {"Authorization": f"Bearer {secret}"}


def fill(path: Path) -> None:
    """Make a ledger that holds reworded, denied and retold acts."""
    with Ledger.open(path) as ledger:
        for capture in make_captures(12, seed=3):
            ledger.add(read_capture(capture), run="run", at="2031-03-05T00:00:00+00:00")
        list(ledger.reconcile())


def fuzz(app: object, headers: dict[str, str], *, examples: int, seed: int) -> Outcome:
    """Ask `app` so many times an address, beyond the cases that follow from the description by themselves."""
    import schemathesis
    from schemathesis import engine
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events

    config = SchemathesisConfig.from_dict(
        {
            "headers": headers,
            "seed": seed,
            "continue-on-failure": True,
            "checks": {
                "positive_data_acceptance": {"expected-statuses": FINE},
                "negative_data_rejection": {"expected-statuses": REFUSED},
            },
            "generation": {"max-examples": examples, "deterministic": True, "no-shrink": True},
        }
    )
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config)
    checks, findings = Counter[str](), dict[tuple[str, str], Finding]()
    for event in engine.from_schema(schema).execute():
        if isinstance(event, (events.NonFatalError, events.FatalError)):
            raise RuntimeError(f"the requests could not be made: {event}")
        if not isinstance(event, events.ScenarioFinished):
            continue
        for check in (each for made in event.recorder.checks.values() for each in made):
            checks[check.name] += 1
            if told := check.failure_info:
                fault = told.failure
                found = Finding(check.name, fault.operation, f"{fault.title}: {fault.message}", told.code_sample)
                findings.setdefault((check.name, fault.operation), found)
    return Outcome(checks, tuple(findings.values()))


def main() -> int:
    """Ask and tell; return 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.api", description=__doc__)
    parser.add_argument("--examples", type=int, default=200, help="requests an address and phase (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = 0
    for local in (True, False):
        with standing(local=local) as (app, headers):
            outcome = fuzz(app, headers, examples=asked.examples, seed=asked.seed)
        for one in outcome.findings:
            sys.stdout.write(f"{one.check} {one.operation}: {one.words}\n  {one.request}\n")
        total = sum(outcome.checks.values())
        who = "for anybody here" if local else "for tokens alone"
        sys.stdout.write(f"{who}: {total:,} checks of {len(outcome.checks)} kinds, {len(outcome.findings)} findings\n")
        found += len(outcome.findings)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
