"""Arabic as the press writes it."""
