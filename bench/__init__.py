"""Benchmarks that print their own tables."""
