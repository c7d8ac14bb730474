"""The pages: each a function from a Visit to what is Shown."""
