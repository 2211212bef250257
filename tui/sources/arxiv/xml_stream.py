"""XML of arXiv, element by element: bounded, without DTDs and entities, up to where it breaks."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from tui.sources.arxiv import ArxivError
from tui.sources.item import BrokenOff, Found, Skipped
from tui.sources.outside_text import one_line

_LARGEST = 50_000_000
_DEEPEST = 64
_MOST_PARTS = 200_000
_CHUNK = 1_000_000
_HINT = "Check the address, or the file."
# XML 1.0 has no place for these, and arXiv has sent some of them; UTF-8 uses them for nothing else.
_FORBIDDEN = bytes({*range(32)} - {*b"\t\n\r"})
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Readable byte by byte, it is no UTF-16 whatever it says: it was UTF-8 or has become it.
_SAYS_UTF_16 = re.compile(rb"\s*<\?xml[^>]{1,100}encoding\s*=\s*[\"']utf-?16", re.IGNORECASE)


class BrokenXmlError(Exception):
    """The XML can't be read on: where, and why in plain words."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where
        self.reason = reason


def read_entries(
    body: bytes,
    roots: frozenset[str],
    entries: frozenset[str],
    read: Callable[[Element, str], Iterable[Found | Skipped]],
) -> Iterator[Found | Skipped]:
    """What ``read`` gives for each of the elements called ``entries``, told its place.

    Tags are written ``{namespace}name``. Where the XML breaks off, what came before stays and one
    ``BrokenOff`` follows. ``ArxivError`` when it isn't XML with one of ``roots`` as its root.
    """
    try:
        for number, element in enumerate(elements(body, roots, entries), start=1):
            yield from read(element, f"entry {number}")
    except BrokenXmlError as broken:
        yield BrokenOff(broken.where, broken.reason)


def elements(body: bytes, roots: frozenset[str], wanted: frozenset[str]) -> Iterator[Element]:
    """The elements whose tag is ``wanted``, each as soon as it is complete.

    ``BrokenXmlError`` where it can't be read on; ``ArxivError`` if nothing of it can be read.
    """
    if len(body) > _LARGEST:
        raise ArxivError(f"arXiv's answer is larger than {_LARGEST:,} bytes.", "Ask for less.")
    collector = _Collector(roots, wanted, "utf-8" if _SAYS_UTF_16.match(body) else None)
    chunks = _chunks(body)
    while True:
        try:
            _feed(collector, next(chunks, None))
        except BrokenXmlError:
            yield from collector.taken()
            raise
        yield from collector.taken()
        if collector.closed:
            return


def text_of(element: Element | None) -> str:
    """All text inside an element; ``""`` if there is none."""
    return "".join(element.itertext()) if element is not None else ""


def local_name(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]


class _Collector:
    """Builds the wanted elements out of what the parser reports, and nothing else."""

    def __init__(self, roots: frozenset[str], wanted: frozenset[str], encoding: str | None) -> None:
        self.closed = False
        self.root: str | None = None
        self._roots = roots
        self._wanted = wanted
        self._complete: list[Element] = []
        self._depth = 0
        self._inside = 0
        self._parts = 0
        self._builder = TreeBuilder()
        self.parser: Any = XMLParser(target=self, encoding=encoding, forbid_dtd=True)

    def taken(self) -> list[Element]:
        """The elements completed since the last time."""
        complete, self._complete = self._complete, []
        return complete

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._check_bounds()
        if self.root is None:
            self._check_root(tag)
        if self._inside or tag in self._wanted:
            self._inside += 1
            self._parts += 1
            self._builder.start(tag, attributes)

    def data(self, text: str) -> None:
        if self._inside:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if not self._inside:
            return
        self._inside -= 1
        element = self._builder.end(tag)
        if not self._inside:
            self._complete.append(element)
            self._builder, self._parts = TreeBuilder(), 0

    def close(self) -> None:
        self.closed = True

    def _check_bounds(self) -> None:
        if self._depth > _DEEPEST:
            self._break_off(f"It is nested more than {_DEEPEST} levels deep.")
        if self._parts >= _MOST_PARTS:
            self._break_off(f"An entry has more than {_MOST_PARTS:,} elements.")

    def _break_off(self, reason: str) -> NoReturn:
        raise BrokenXmlError(f"line {self.parser.parser.CurrentLineNumber}", reason)

    def _check_root(self, tag: str) -> None:
        if tag not in self._roots:
            name = one_line(local_name(tag)[:40])
            raise ArxivError(f"This is no answer of arXiv: it holds <{name}>.", _HINT)
        self.root = tag


def _feed(collector: _Collector, chunk: bytes | None) -> None:
    """Give the parser a chunk, or the end; raises what ``elements`` raises."""
    try:
        if chunk is None:
            collector.parser.close()
        else:
            collector.parser.feed(chunk)
    except DefusedXmlException as error:
        raise ArxivError(
            "The XML declares a document type or entities, which papertui does not read.", _HINT
        ) from error
    except ParseError as error:
        problem = str(error).partition(": line")[0]
        reason = "It breaks off here." if chunk is None else f"The XML is broken here: {problem}."
        _refuse(collector, f"line {error.position[0]}", reason)
    except (ValueError, LookupError) as error:
        _refuse(collector, "line 1", f"The XML can't be decoded: {error}.")


def _refuse(collector: _Collector, where: str, reason: str) -> None:
    if collector.root is None:
        raise ArxivError("arXiv's answer is not XML.", _HINT)
    raise BrokenXmlError(where, reason)


def _chunks(body: bytes) -> Iterator[bytes]:
    if not body.startswith(_UTF_16_MARKS):
        body = body.translate(None, _FORBIDDEN)
    for start in range(0, len(body), _CHUNK):
        yield body[start : start + _CHUNK]
