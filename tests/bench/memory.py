"""The most memory that a process ever held."""

import resource
import sys
from pathlib import Path


def peak_mib(process: int | None = None) -> float:
    """In MiB, of a process by its id, or of this one. Others can be asked about on Linux only.

    ``/proc`` is read where it is: on Linux, ``ru_maxrss`` begins at the peak of the parent.
    """
    status = Path("/proc") / str(process or "self") / "status"
    if status.exists() or process is not None:
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return _most_mib(resource.RUSAGE_SELF)


def children_peak_mib() -> float:
    """In MiB, of the largest process that this one started and waited for."""
    return _most_mib(resource.RUSAGE_CHILDREN)


def _most_mib(whose: int) -> float:
    peak = resource.getrusage(whose).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
