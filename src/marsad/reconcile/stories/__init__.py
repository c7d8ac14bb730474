"""Stories: one text told by many outlets, recognised, traced to its source, and counted once.

`make_trace` keeps what is needed of an article, `add_traces` files traces in a store and judges what they are like,
`group_articles` draws groups from all judgements, `make_story` tells a group's source and copies.
"""

from marsad.reconcile.stories.add import add_traces, find_candidates, rebuild
from marsad.reconcile.stories.base import TraceStore
from marsad.reconcile.stories.compare import judge, make_judgement_id
from marsad.reconcile.stories.edit import EditError, merge_stories, split_story, undo
from marsad.reconcile.stories.group import RuleLink, find_standing, find_undone, group_articles, group_linked
from marsad.reconcile.stories.memory import MemoryStore
from marsad.reconcile.stories.trace import Trace, make_keys, make_trace, normalise_body
from marsad.reconcile.stories.traced import TracedReading, find_names, read_traced, trace_reading
from marsad.reconcile.stories.upstream import find_head, make_story, make_story_id

__all__ = [
    "EditError",
    "MemoryStore",
    "RuleLink",
    "Trace",
    "TraceStore",
    "TracedReading",
    "add_traces",
    "find_candidates",
    "find_head",
    "find_names",
    "find_standing",
    "find_undone",
    "group_articles",
    "group_linked",
    "judge",
    "make_judgement_id",
    "make_keys",
    "make_story",
    "make_story_id",
    "make_trace",
    "merge_stories",
    "normalise_body",
    "read_traced",
    "rebuild",
    "split_story",
    "trace_reading",
    "undo",
]
