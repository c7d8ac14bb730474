"""The scale of escalation and the measure of a period: two tracks, maxima and counts, days that stand out."""

from marsad.measure.levels.level import Level, Rule, Rung, Track, find_level, load_rules, load_scale

__all__ = ["Level", "Rule", "Rung", "Track", "find_level", "load_rules", "load_scale"]
