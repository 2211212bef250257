"""A range of days that is asked for once, over as many runs as it takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tui.sources.batch import Order


@dataclass(frozen=True, slots=True)
class BackFill:
    """Days from ``since`` to ``until``. What was stored since ``begun`` need not be asked again."""

    key: str
    since: date
    until: date
    begun: str
    _range: str

    @classmethod
    def of(cls, order: Order, key: str) -> "BackFill | None":
        """The one that is ordered: that of the same days if one is unfinished, else a new one.

        ``key`` is that of the fact in which it is kept. ``None`` when no range is ordered. Days
        that have not begun yet, by UTC, are left for later; there is one at least.
        """
        if order.since is None:
            return None
        wanted = f"{order.since}..{order.until or ''}"
        since, until = (min(day, order.today) for day in (order.since, order.until or order.today))
        begun = _begun(order.memory.fact(key), wanted) or order.now
        return cls(key, since, until, begun, wanted)

    @property
    def started(self) -> Mapping[str, str | None]:
        """What is to be remembered from the start on."""
        return {self.key: json.dumps({"range": self._range, "begun": self.begun})}

    @property
    def finished(self) -> Mapping[str, str | None]:
        """What is to be remembered once all is stored: that there is nothing to go on with."""
        return {self.key: None}


def _begun(fact: str | None, wanted: str) -> str | None:
    """When the unfinished range was begun that ``fact`` tells of, if it is the one wanted."""
    try:
        known = json.loads(fact or "null")
    except ValueError:
        return None
    if isinstance(known, dict) and known.get("range") == wanted:
        return str(known.get("begun"))
    return None
