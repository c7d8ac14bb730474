"""Marsad: a sourced ledger of nuclear signalling in the Arabic press."""
