"""Measuring in a process of one's own: what other tests and their threads take is not counted."""

import tracemalloc
from multiprocessing import get_context


def do_apart(do, *words):
    """Return what `do` returns of `words`. All three are sent from process to process: `do` must stand in a module."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.apply(do, words)


def measure_peak(do, *words):
    """Return the peak of memory in bytes that Python has while `do` is called apart, and what it returns."""
    return do_apart(_measure, do, words)


def _measure(do, words):
    tracemalloc.start()
    found = do(*words)
    return tracemalloc.get_traced_memory()[1], found
