"""JSONL: one paper a line, in the shape of ``tui.papers.record``."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tui.papers.paper import Triage
from tui.papers.record import RecordError, from_record
from tui.sources.item import Found, Skipped

if TYPE_CHECKING:
    from msgspec.json import Decoder

_LONGEST_LINE = 10_000_000
_NO_TRIAGE = Triage()
_SOURCE = "jsonl"


def read_jsonl(lines: Iterable[str]) -> Iterator[Found | Skipped]:
    """The paper of each line. A line that holds none is ``Skipped``, the rest goes on.

    Blank lines and a byte-order mark are passed over. A record without sources gets ``jsonl``.
    """
    from msgspec.json import Decoder

    decoder = Decoder(dict[str, Any])
    for number, line in enumerate(lines, start=1):
        text = line.lstrip("\ufeff") if number == 1 else line
        if not text or text.isspace():
            continue
        try:
            yield _found(text, decoder)
        except RecordError as error:
            yield Skipped(f"line {number}", error.message)
        except _LineError as error:
            yield Skipped(f"line {number}", str(error))


class _LineError(Exception):
    """The line is not a JSON object."""


def _found(line: str, decoder: "Decoder[dict[str, Any]]") -> Found:
    record = _decoded(line, decoder)
    if not record.get("sources"):
        record["sources"] = [_SOURCE]
    paper, triage = from_record(record)
    return Found(paper, None if triage == _NO_TRIAGE else triage)


def _decoded(line: str, decoder: "Decoder[dict[str, Any]]") -> dict[str, Any]:
    from msgspec import MsgspecError

    if len(line) > _LONGEST_LINE:
        raise _LineError(f"It is longer than {_LONGEST_LINE:,} characters.")
    try:
        return decoder.decode(line)
    except (MsgspecError, ValueError) as error:
        raise _LineError(f"It is not a JSON object: {error}.") from error
    except RecursionError as error:
        raise _LineError("It is nested too deeply.") from error
