"""Fetchers for tests: the loopback interface allowed by name, no waits."""

from marsad.fetch import Fetcher, Guard, Limits, Manners

HERE = Guard(allow=frozenset({"127.0.0.1"}))
QUICK = Manners(delay=0.0, retries=0, backoff=0.0)


def make_fetcher(limits=None, guard=HERE, manners=QUICK, **rest):
    return Fetcher(limits=limits or Limits(page=5.0, read=2.0, connect=2.0), guard=guard, manners=manners, **rest)
