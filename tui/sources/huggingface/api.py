"""Requests to Hugging Face's API, or to that of a mirror."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from tui.sources.http import Client, Response

Params = Mapping[str, str | int]


def _untold(*_: object) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class HubApi:
    """The API at ``address``, asked on behalf of somebody. Threads may share it.

    ``waiting`` hears for how many seconds it wants us to wait, and why.
    """

    client: Client
    address: str
    cancelled: Callable[[], bool]
    waiting: Callable[[float, str], None] = _untold

    def get(self, path: str, params: Params | None = None) -> Response:
        """What is at ``path``. Raises FetchError."""
        return self.client.get(
            f"{self.address}{path}",
            params=params,
            accept="application/json",
            waiting=self.waiting,
            cancelled=self.cancelled,
        )

    def paper(self, arxiv_id: str) -> Response:
        """The details of one paper. Raises FetchError: NotFound when it doesn't have that paper."""
        return self.get(f"/api/papers/{quote(arxiv_id)}")
