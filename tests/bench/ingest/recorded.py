"""The recorded days of Hugging Face's daily papers: what was sent, and what it amounts to."""

import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = "hf_daily_papers.tar.xz"


@dataclass(frozen=True)
class Recorded:
    """Responses, a file of ``folder`` for each day; the arXiv id of each row, in any order."""

    folder: Path
    days: Sequence[str]
    ids: Sequence[str]

    @classmethod
    def unpacked(cls, archive: Path, folder: Path) -> "Recorded":
        """The days of an archive, unpacked into a folder that is made."""
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        files = sorted(folder.rglob("*.json"))
        rows = (row for file in files for row in json.loads(file.read_bytes()))
        return cls(files[0].parent, [file.stem for file in files], [_id(row) for row in rows])


def _id(row: dict[str, dict[str, str]]) -> str:
    return row["paper"]["id"]
