"""How the reader was left, so that it comes back the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Pane = Literal["list", "detail", "filters", "document"]
_PANES: Mapping[str, Pane] = {"list": "list", "detail": "detail", "filters": "filters"}


@dataclass(frozen=True, slots=True)
class ReaderState:
    """The query with its order, the paper under the cursor, the pane in use, the density."""

    query: str = ""
    paper_id: int | None = None
    pane: Pane = "list"
    compact: bool = False
    filters_open: bool = True

    def to_session(self) -> dict[str, str]:
        """The state as the strings that storage keeps."""
        return {
            "query": self.query,
            "paper": "" if self.paper_id is None else str(self.paper_id),
            "pane": self.pane,
            "compact": "yes" if self.compact else "",
            "filters": "yes" if self.filters_open else "",
        }

    @classmethod
    def from_session(cls, kept: Mapping[str, str], default: "ReaderState") -> "ReaderState":
        """The state that was kept; what is missing or makes no sense is taken from ``default``."""
        if not kept:
            return default
        paper = kept.get("paper", "")
        return cls(
            query=kept.get("query", default.query),
            paper_id=int(paper) if paper.isdecimal() else None,
            pane=_PANES.get(kept.get("pane", ""), "list"),
            compact=bool(kept["compact"]) if "compact" in kept else default.compact,
            filters_open=bool(kept["filters"]) if "filters" in kept else default.filters_open,
        )
