"""Pure functions on text that know no language: aligned normalisation, sentences, tokens, phrase matching."""
