"""The one client through which the library reaches the network, made when it is first needed."""

from functools import cached_property
from typing import TYPE_CHECKING

from tui.library.stores import Stores
from tui.paths import meeting_place

if TYPE_CHECKING:
    from tui.sources.http import Client


class Online(Stores):
    """Has the client, and lets go of it when the library is closed."""

    @cached_property
    def _client(self) -> "Client":
        from tui.sources.http import Client

        return Client(self.paths.cache_folder / "http", pace_folder=meeting_place())

    def close(self) -> None:
        """Let go of the connections and the database."""
        if "_client" in self.__dict__:
            self._client.close()
        super().close()
