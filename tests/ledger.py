"""A ledger that processes share: a file beside the index's folder."""

from collections.abc import Sequence
from pathlib import Path


class FileLedger:
    """Keeps digests in a file that is named after a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder.with_name(f"{folder.name}.ledger")

    def digests(self) -> list[str]:
        return self._file.read_text().split() if self._file.exists() else []

    def record(self, digests: Sequence[str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_text(" ".join(digests))
        new.replace(self._file)
