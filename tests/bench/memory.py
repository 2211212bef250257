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
    peak_of_all = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_of_all / 2**20 if sys.platform == "darwin" else peak_of_all / 1024
