"""The reader's own key to Hugging Face: where it may go, and nowhere else."""

from collections.abc import Set as AbstractSet
from ipaddress import ip_address


class Token:
    """HF_TOKEN, for the hosts it belongs to."""

    __slots__ = ("_hosts", "_secret")

    def __init__(self, secret: str, hosts: AbstractSet[str]) -> None:
        stripped = secret.strip()
        self._secret = stripped if stripped.isascii() and stripped.isprintable() else ""
        self._hosts = hosts

    def headers_for(self, scheme: str, host: str, port: int | None) -> dict[str, str]:
        """The Authorization header of a request there; empty when the token may not go there.

        It goes out encrypted and to the standard port, or else stays on this machine.
        """
        safe = (scheme == "https" and port in (None, 443)) or _is_this_machine(host)
        if not self._secret or host not in self._hosts or not safe:
            return {}
        return {"Authorization": f"Bearer {self._secret}"}


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
