"""Files with papers for tests, and what was read from them."""

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterable
from pathlib import Path

import zstandard

from tui.papers.paper import Paper
from tui.sources.detect import FileFormat
from tui.sources.files import read_files
from tui.sources.item import Found, Skipped

LINES = b'{"title": "First"}\n{"title": "Second \xe2\x80\xa8 half"}\r\n\n{"title": "Third"}'
SNAPSHOT = (
    '{"id":"0704.0001","authors":"A. B","title":"Diphotons","categories":"hep-ph",'
    '"abstract":"  Long.\\n","versions":[{"created":"Mon, 2 Apr 2007 19:18:42 GMT"}],'
    '"update_date":"2008-11-26","authors_parsed":[["B","A.",""]]}'
)
ENTRY = (
    "<entry><id>http://arxiv.org/abs/1605.08386v1</id><title>Heat-bath walks</title>"
    "<published>2016-05-26T17:59:46Z</published><summary>On walks.</summary></entry>"
)
ITEM = (
    "<item><title>Fed</title><link>https://arxiv.org/abs/2604.00001</link><description>arXiv:"
    "2604.00001v1 Announce Type: new \nAbstract: It is fed.</description></item>"
)
RECORD = (
    "<GetRecord><record><header><identifier>oai:arXiv.org:1512.07978</identifier></header>"
    '<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1512.07978</id>'
    "<title>Harvested</title><abstract>Yes.</abstract></arXiv></metadata></record></GetRecord>"
)
OF_EACH_FORMAT: dict[FileFormat, tuple[str, str]] = {
    "page": ("### [A Title](https://huggingface.co/papers/2512.00683)\n", "A Title"),
    "html": ('<html><h3><a href="/papers/2407.21783">Herd</a></h3></html>', "Herd"),
    "hf": ('[{"paper": {"id": "2405.20000", "title": "Row"}}]', "Row"),
    "jsonl": ('{"title": "Line"}\n', "Line"),
    "atom": (f'<feed xmlns="http://www.w3.org/2005/Atom">{ENTRY}</feed>', "Heat-bath walks"),
    "feed": (f'<rss version="2.0"><channel>{ITEM}</channel></rss>', "Fed"),
    "oai": (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{RECORD}</OAI-PMH>',
        "Harvested",
    ),
    "snapshot": (SNAPSHOT, "Diphotons"),
    "bibtex": ("@misc{x, title = {Cited}}", "Cited"),
    "ris": ("TY  - JOUR\nTI  - Listed\nER  - \n", "Listed"),
    "csl": ('[{"id": "x", "type": "article", "author": [], "title": "Styled"}]', "Styled"),
    "ids": ("2501.00663\n", "arXiv:2501.00663"),
}


def written(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def papers(items: Iterable[Found | Skipped]) -> list[Paper]:
    return [item.paper for item in items if isinstance(item, Found)]


def titles(path: Path) -> list[str]:
    return [paper.title for paper in papers(read_files(path))]


def zstd(content: bytes) -> bytes:
    return zstandard.compress(content)


def xz(content: bytes) -> bytes:
    return lzma.compress(content, preset=0)


PACKINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("bzip2", bz2.compress),
    ("xz", xz),
    ("zstd", zstd),
]
