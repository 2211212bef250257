"""What a check-up finds: one line, and what to do where something is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at. A ``remedy`` makes it something wrong."""

    subject: str
    text: str
    remedy: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something has to be done about it."""
        return bool(self.remedy)


def remedies(findings: Iterable[Finding]) -> list[str]:
    """What is to be done, each thing once."""
    return list(dict.fromkeys(finding.remedy for finding in findings if finding.is_wrong))
