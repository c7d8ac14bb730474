"""Scores on gold annotations, with the tables that tell what they rest on."""
