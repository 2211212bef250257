"""The command line on the starter library."""

from pathlib import Path

import pytest

from tests.cli.command import Run, run_within


@pytest.fixture
def run(seeded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``papertui`` on a copy of the starter library."""
    return run_within(monkeypatch)


@pytest.fixture
def run_fresh(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``papertui`` in a home where it has never run."""
    return run_within(monkeypatch)
