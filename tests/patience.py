"""Limits of seconds on a machine that may do much else, where a good page, too, may meet one."""

LIMITS = (0.5, 5.0, 50.0)  # seconds


def try_limits(run, wanted):
    """Return what `run` tells of its pages under a limit of seconds, and the limit.

    Where it is not as `wanted` only because more pages met the limit, that may have been the machine: a larger one is
    tried. What is wrong under the largest, or in any other way, is returned as it is.
    """
    for limit in LIMITS:
        told = run(limit)
        late = [found for found, should in zip(told, wanted, strict=False) if found != should]
        if len(told) != len(wanted) or set(late) != {"timeout"}:
            break
    return told, limit
