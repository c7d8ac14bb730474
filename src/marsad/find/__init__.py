"""Finders: actors, places, dates, figures, quotations and attribution. Algorithms, no words."""
