"""The one polite client: everything papertui fetches goes through it."""

from tui.sources.http.client import Client
from tui.sources.http.failure import (
    CutOff,
    FetchCancelled,
    FetchError,
    NotFound,
    Refused,
    TooLarge,
    Unreachable,
    Withheld,
)
from tui.sources.http.limits import TimeLimits
from tui.sources.http.pacing import PACES
from tui.sources.http.patience import Clock
from tui.sources.http.response import Response

__all__ = [
    "PACES",
    "Client",
    "Clock",
    "CutOff",
    "FetchCancelled",
    "FetchError",
    "NotFound",
    "Refused",
    "Response",
    "TimeLimits",
    "TooLarge",
    "Unreachable",
    "Withheld",
]
