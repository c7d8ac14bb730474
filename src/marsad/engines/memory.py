"""How a reading process keeps its memory."""

import gc


def settle_memory() -> None:
    """Spare the collector what stays to the end: call once, when the word lists are loaded.

    They are some hundred thousand objects; going through them again and again took a tenth of the reading's time.
    """
    gc.collect()
    gc.freeze()
