"""Training of the judge: own texts with their signals, labels for what the rules propose, weights."""
