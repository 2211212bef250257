"""A home with the papers of a benchmark in it, brought in as a person brings them in."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.search.preparation import Source, write_copies, write_originals


@dataclass(frozen=True)
class Holding:
    """What the reader's home shall hold: a copy of a home, else papers and copies of them.

    With neither it is a fresh home, which holds the starter library.
    """

    home: Path | None
    papers: Path | None
    limit: int | None
    copies: int

    @property
    def is_fresh(self) -> bool:
        """Whether it is nothing but what every fresh install has."""
        return self.home is None and self.papers is None

    def put_into(self, home: Path) -> None:
        """Fill an empty folder, the search index brought up to date."""
        if self.home is not None:
            shutil.copytree(self.home, home, dirs_exist_ok=True)
        elif self.papers is not None:
            self._import_into(home, self.papers)
        run_papertui(home, "search", "*", "--limit", "1", "--format", "ids")

    def _import_into(self, home: Path, papers: Path) -> None:
        lines = home / "papers.jsonl"
        corpus, vocabulary = write_originals(Source(papers, self.limit), lines)
        if self.copies > 1:
            lines = home / "copies.jsonl"
            write_copies(corpus, vocabulary, self.copies, lines)
        run_papertui(home, "import", str(lines))


def papertui_command(home: Path) -> list[str]:
    """The reader on a home, as it is installed beside this Python."""
    installed = Path(sys.executable).with_name("papertui")
    command = [str(installed)] if installed.exists() else [sys.executable, "-m", "tui"]
    return ["env", f"PAPERTUI_HOME={home}", *command]


def run_papertui(home: Path, *arguments: str) -> str:
    """What the command prints; raises CalledProcessError when it fails."""
    command = [*papertui_command(home), *arguments]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def paper_count(home: Path) -> int:
    """How many papers a home holds."""
    return len(run_papertui(home, "search", "*", "--format", "ids").split())
