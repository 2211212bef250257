"""What stands within a paragraph: from the parser's tokens to marked text."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.app.content import flowing
from tui.app.document.marked_text import Mark, MarkedText
from tui.papers.links import safe_url
from tui.papers.text import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_ANCHOR = 200
_ANCHOR = re.compile(
    rf"""<(a|span)\s+(?:id|name)=["']([^"'<>]{{1,{_LONGEST_ANCHOR}}})["']\s*(?:/>|>\s*</\1>)"""
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_ENDS_NO_ADDRESS = ".,;:!?'*_"
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_STYLES = {"strong": "strong", "em": "emphasis", "s": "strike"}


def link_target(href: str) -> str:
    """Where a link may lead: an http or https address, an anchor of this text, or nowhere."""
    if href.startswith("#"):
        return "#" + clean(href[1 : _LONGEST_ANCHOR + 1])
    return safe_url(href) or ""


class InlineReader:
    """Gathers the text of one paragraph, its marks and the anchors that stand in it."""

    def __init__(self) -> None:
        self.anchors: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[int, str]] = []

    def read(self, tokens: Sequence["Token"]) -> MarkedText:
        """The text of an ``inline`` token's children."""
        for token in tokens:
            self._take(token)
        plain = "".join(self._parts).rstrip()
        within = (mark._replace(end=min(mark.end, len(plain))) for mark in self._marks)
        return MarkedText(plain, tuple(mark for mark in within if mark.start < mark.end))

    def _take(self, token: "Token") -> None:
        match token.type:
            case "text":
                self._text(token.content)
            case "code_inline":
                self._styled(token.content, "code")
            case "softbreak":
                self._add(" ")
            case "hardbreak":
                self._break_line()
            case "image":
                self._styled(_alternative(token), "image")
            case _ if token.nesting == 1:
                self._open.append((self._length, link_target(str(token.attrs.get("href", "")))))
            case _ if token.nesting == -1:
                self._close(token.type.removesuffix("_close"))

    def _text(self, text: str) -> None:
        if "<" in text:
            self.anchors += [clean(found.group(2)) for found in _ANCHOR.finditer(text)]
            text = _ANCHOR.sub("", text)
        shown = self._add(text)
        if "://" in shown and not any(target for _, target in self._open):
            self._mark_addresses(shown)

    def _add(self, text: str) -> str:
        """Take in outside text and give what of it is shown; of blanks that meet one stays."""
        shown = flowing(text)
        if shown.startswith(" ") and self._ends_in_blank():
            shown = shown[1:]
        if shown:
            self._parts.append(shown)
            self._length += len(shown)
        return shown

    def _ends_in_blank(self) -> bool:
        return not self._parts or self._parts[-1][-1] in " \n"

    def _break_line(self) -> None:
        self._parts.append("\n")
        self._length += 1

    def _styled(self, text: str, style: str) -> None:
        start = self._length
        self._add(text)
        self._mark(start, style)

    def _mark(self, start: int, style: str, target: str = "") -> None:
        if start < self._length:
            self._marks.append(Mark(start, self._length, style, target))

    def _close(self, name: str) -> None:
        if not self._open:
            return
        start, target = self._open.pop()
        if name == "link" and target:
            self._mark(start, "link", target)
        elif name in _STYLES:
            self._mark(start, _STYLES[name])

    def _mark_addresses(self, added: str) -> None:
        """Make links of the addresses that stand as they are in the text added last."""
        before = self._length - len(added)
        for start, url in _addresses(added):
            self._marks.append(Mark(before + start, before + start + len(url), "link", url))


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """The addresses in a text with their places, without the punctuation after them."""
    for found in _ADDRESS.finditer(text):
        url = found.group().rstrip(_ENDS_NO_ADDRESS)
        while url[-1] in _CLOSERS and url.count(url[-1]) > url.count(_CLOSERS[url[-1]]):
            url = url[:-1].rstrip(_ENDS_NO_ADDRESS)
        if safe_url(url) == url:
            yield found.start(), url


def _alternative(image: "Token") -> str:
    """The words for an image: those given for it, else that there is one."""
    words = " ".join(child.content for child in image.children or ()).strip()
    return f"[{words}]" if words else "[image]"
