"""papertui's own JSON, as ``tui.papers.record`` shapes it: a paper a line, or all in one value."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tui.papers.paper import Triage
from tui.papers.record import RecordError, from_record
from tui.sources.item import BrokenOff, Found, Skipped
from tui.sources.json_items import items_of
from tui.sources.outside_text import LONGEST_RECORD

if TYPE_CHECKING:
    from msgspec.json import Decoder

_NO_TRIAGE = Triage()
_SOURCE = "jsonl"


def read_jsonl(lines: Iterable[str | bytes]) -> Iterator[Found | Skipped]:
    """The paper of each line. A line that holds none is ``Skipped``, the rest goes on.

    Blank lines and a byte-order mark are passed over. A record without sources gets ``jsonl``.
    """
    from msgspec.json import Decoder

    decoder = Decoder(dict[str, Any])
    for number, line in enumerate(lines, start=1):
        text = _without_mark(line) if number == 1 else line
        if not text or text.isspace():
            continue
        yield _item(text, f"line {number}", decoder)


def read_json(body: bytes) -> Iterator[Found | Skipped]:
    """The papers of an array of records, of ``{"papers": […]}``, or of records over several lines.

    What holds no paper is ``Skipped``, and so is the rest where it breaks off. PapertuiError for
    what is neither an array nor an object.
    """
    from msgspec.json import Decoder

    decoder = Decoder(dict[str, Any])
    for number, record in enumerate(items_of(body, b"papers"), start=1):
        if isinstance(record, BrokenOff):
            yield record
        else:
            yield _item(record, f"paper {number}", decoder)


class _LineError(Exception):
    """The line is not a JSON object."""


def _without_mark(line: str | bytes) -> str | bytes:
    return line.lstrip("\ufeff") if isinstance(line, str) else line.removeprefix(BOM_UTF8)


def _item(text: str | bytes, where: str, decoder: "Decoder[dict[str, Any]]") -> Found | Skipped:
    try:
        record = _decoded(text, decoder)
        if not record.get("sources"):
            record["sources"] = [_SOURCE]
        paper, triage = from_record(record)
    except RecordError as error:
        return Skipped(where, error.message)
    except _LineError as error:
        return Skipped(where, str(error))
    return Found(paper, triage if triage.changed_at or triage != _NO_TRIAGE else None)


def _decoded(line: str | bytes, decoder: "Decoder[dict[str, Any]]") -> dict[str, Any]:
    from msgspec import MsgspecError

    if len(line) > LONGEST_RECORD:
        raise _LineError(f"It is longer than {LONGEST_RECORD:,} characters.")
    try:
        return decoder.decode(line)
    except (MsgspecError, ValueError) as error:
        raise _LineError(f"It is not a JSON object: {error}.") from error
    except RecursionError as error:
        raise _LineError("It is nested too deeply.") from error
