"""The settings of papertui: what ``config.toml`` can say, and how that file is read."""

from tui.config.hub import hub_address, is_offline
from tui.config.kinds import did_you_mean
from tui.config.problems import ConfigProblem, located
from tui.config.reading import load
from tui.config.settings import (
    ArxivSettings,
    ArxivWay,
    Density,
    HubSettings,
    Pane,
    Settings,
    Sort,
)
from tui.config.writing import tables, template

__all__ = [
    "ArxivSettings", "ArxivWay", "ConfigProblem", "Density", "HubSettings", "Pane", "Settings",
    "Sort", "did_you_mean", "hub_address", "is_offline", "load", "located", "tables", "template",
]  # fmt: skip
