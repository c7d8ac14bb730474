"""Fetchers for tests: the loopback interface allowed by name, no waits."""

from marsad.fetch import Fetcher, Guard, Limits, Manners

HERE = Guard(allow=frozenset({"127.0.0.1"}))
QUICK = Manners(delay=0.0, retries=0, backoff=0.0)
PATIENT = Limits(page=240.0, read=240.0, connect=240.0)  # a busy machine must not look like a silent host


def make_fetcher(limits=None, guard=HERE, manners=QUICK, **rest):
    return Fetcher(limits=limits or PATIENT, guard=guard, manners=manners, **rest)
