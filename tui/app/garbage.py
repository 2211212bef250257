"""When garbage is looked for: going through all objects would hold up a key by 10 to 50 ms."""

import gc

_ENOUGH = 10
"""Python's own measure: so many collections of younger objects make one of all objects due."""

_AT_THE_LATEST = 1_000
"""Its measure as long as the reader runs, should there never be a moment when nobody types."""


def put_off_full_collections() -> None:
    """Have Python hardly ever go through all objects, and never through those that are there now.

    What start-up made lives as long as the reader.
    """
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _AT_THE_LATEST)
    gc.freeze()


def collect_if_due() -> None:
    """Go through all objects if Python would have done so since; for when nobody waits."""
    if gc.get_count()[2] > _ENOUGH:
        gc.collect()


def resume_full_collections() -> None:
    """Have Python go through all objects as often as it does by itself."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _ENOUGH)
