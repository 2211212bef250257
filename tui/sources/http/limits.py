"""How long the network may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds: to connect, of silence, for a whole response, for a whole file."""

    connect: float = 10.0
    read: float = 30.0
    response: float = 180.0
    download: float = 1800.0
