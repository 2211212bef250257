"""What a fetched page is to its caller."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Response:
    """A page, come just now or kept from before.

    ``url`` is where it was found in the end; ``status`` the 2xx it came with; ``content_type`` as
    ``text/html``, without parameters, and ``charset`` its one parameter that matters; ``digest``
    the SHA-256 of the body in hexadecimal. ``unchanged``: the server said so (HTTP 304), or what
    was kept is fresh enough not to ask.
    """

    url: str
    status: int
    content_type: str
    charset: str | None
    digest: str
    unchanged: bool
    body_of: Callable[[], bytes] = field(repr=False, compare=False)

    @property
    def body(self) -> bytes:
        """The body, decoded. What was kept is read from disk each time that this is asked for.

        Raises FetchError when it was lost meanwhile and can't be fetched again.
        """
        return self.body_of()


def media_type(header: str) -> tuple[str, str | None]:
    """``Text/HTML; charset="UTF-8"`` as ``("text/html", "utf-8")``."""
    name, *parameters = header.lower().split(";")
    values = {key.strip(): value.strip(' "') for key, _, value in _pairs(parameters)}
    return name.strip(), values.get("charset") or None


def _pairs(parameters: list[str]) -> list[tuple[str, str, str]]:
    return [parameter.partition("=") for parameter in parameters]
