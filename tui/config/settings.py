"""Everything that can be set, each with its one default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Density = Literal["comfortable", "compact"]
Pane = Literal["filters", "detail"]
Sort = Literal["relevance", "newest", "upvotes", "stars", "title", "for-you"]
ArxivWay = Literal["api", "feed"]


@dataclass(frozen=True, slots=True)
class HubSettings:
    """What is read of Hugging Face's papers: ``days`` looked back at, and the searches followed."""

    on: bool = True
    days: int = 7
    trending: bool = True
    searches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArxivSettings:
    """What is read of arXiv, and where it is."""

    on: bool = False
    categories: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    via: ArxivWay = "api"
    api: str = "https://export.arxiv.org/api/query"
    feed: str = "https://rss.arxiv.org"
    oai: str = "https://oaipmh.arxiv.org/oai"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. The file's words for them, and what they mean, are in ``known``."""

    theme: str = "textual-dark"
    density: Density = "comfortable"
    panes: tuple[Pane, ...] = ("filters", "detail")
    sort: Sort = "newest"
    start_query: str | None = None
    read_on_open: bool = True
    advance: bool = False
    open_with: str = ""
    keymap: Mapping[str, str] = field(default_factory=dict)
    sync_every: int = 12
    hf: HubSettings = field(default_factory=HubSettings)
    arxiv: ArxivSettings = field(default_factory=ArxivSettings)
    reading_cache_mb: int = 300
