"""Every other command that writes, killed at any moment: what is there is whole, and goes on."""

from argparse import Namespace
from pathlib import Path

from tests.bench.part import Part
from tests.bench.triage.killed_backup import Backup, Restore
from tests.bench.triage.killed_command import Scenario, part_of
from tests.bench.triage.killed_import import Import
from tests.bench.triage.killed_migration import Migration
from tests.bench.triage.killed_sync import Sync, hub_with_days


def measure(options: Namespace, folder: Path) -> Part:
    """The part about killed commands."""
    with hub_with_days() as hub:
        scenarios: list[Scenario] = [
            Import(folder / "import"),
            Sync(folder / "sync", hub),
            Migration(folder / "migration"),
            Backup(folder / "backup"),
            Restore(folder / "restore"),
        ]
        parts = [part_of(scenario, options.kills, options.seed) for scenario in scenarios]
    return Part(
        f"Commands killed {options.kills:,} times each",
        [figure for part in parts for figure in part.figures],
        wrong=[what for part in parts for what in part.wrong],
    )
