"""A made internet on the loopback interface: hundreds of outlets, well-behaved and not, whose truth is known.

`world` says what is where and what must come of it, `texts` makes the pages, `answers` says how each kind of page is
served, `server` is the process. The same seed gives the same internet.
"""
