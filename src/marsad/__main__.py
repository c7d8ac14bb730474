"""`python -m marsad` is the command line."""

from marsad.app.cli import main

main()
