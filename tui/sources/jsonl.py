"""papertui's own JSON, as ``tui.papers.record`` shapes it: a paper a line, or all in one value."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tui.errors import PapertuiError
from tui.papers.paper import Triage
from tui.papers.record import RecordError, from_record
from tui.sources.item import Found, Skipped

if TYPE_CHECKING:
    from msgspec.json import Decoder

LONGEST_LINE = 10_000_000
"""Characters of a record that is read."""

_LONGEST_REASON = 200
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
    """The papers of one JSON value: an array of records, ``{"papers": […]}``, or one record.

    What holds no paper is ``Skipped``. PapertuiError when the value is none of these.
    """
    from msgspec.json import Decoder

    decoder = Decoder(dict[str, Any])
    for number, record in enumerate(_records(body), start=1):
        yield _item(record, f"paper {number}", decoder)


def _records(body: bytes) -> list[bytes]:
    """The records as JSON, so that a bad one spoils no other."""
    from msgspec import MsgspecError, Raw
    from msgspec.json import decode

    try:
        value = decode(body, type=list[Raw] | dict[str, Raw])
        if isinstance(value, dict):
            value = decode(value["papers"], type=list[Raw]) if "papers" in value else [Raw(body)]
    except (MsgspecError, ValueError) as error:
        reason = str(error)[:_LONGEST_REASON]
        raise PapertuiError(f"It is no JSON of papers: {reason}.", "Export it again.") from error
    except RecursionError as error:
        raise PapertuiError("Its JSON is nested too deeply.", "Export it again.") from error
    return [bytes(record) for record in value]


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
    return Found(paper, None if triage == _NO_TRIAGE else triage)


def _decoded(line: str | bytes, decoder: "Decoder[dict[str, Any]]") -> dict[str, Any]:
    from msgspec import MsgspecError

    if len(line) > LONGEST_LINE:
        raise _LineError(f"It is longer than {LONGEST_LINE:,} characters.")
    try:
        return decoder.decode(line)
    except (MsgspecError, ValueError) as error:
        raise _LineError(f"It is not a JSON object: {error}.") from error
    except RecursionError as error:
        raise _LineError("It is nested too deeply.") from error
