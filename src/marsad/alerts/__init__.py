"""Alerts: which rules an episode or an outlet meets, what of it is news, when it may go out, and in what words. Pure.

What is news of an episode that a rule has told of: another status, a higher level, or, where the rule asks for it,
another upstream source. More tellings, better days or other words are none.
"""

from marsad.alerts.hours import find_due, find_zone
from marsad.alerts.judge import Happening, Heard, Known, find_news, is_fresh, join_known, list_met, make_known, may_meet
from marsad.alerts.replay import Fired, remember, replay
from marsad.alerts.rules import FLAGS, AlertError, Channel, Condition, News, Rule, Rules, check_rules, load_rules
from marsad.alerts.words import Message, join_messages, make_line, tell_day, tell_episode, tell_outlet

__all__ = [
    "FLAGS",
    "AlertError",
    "Channel",
    "Condition",
    "Fired",
    "Happening",
    "Heard",
    "Known",
    "Message",
    "News",
    "Rule",
    "Rules",
    "check_rules",
    "find_due",
    "find_news",
    "find_zone",
    "is_fresh",
    "join_known",
    "join_messages",
    "list_met",
    "load_rules",
    "make_known",
    "make_line",
    "may_meet",
    "remember",
    "replay",
    "tell_day",
    "tell_episode",
    "tell_outlet",
]
