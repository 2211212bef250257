"""Texts of papers in the shapes that the servers send, and PDFs made by hand."""

from collections.abc import Sequence
from pathlib import Path

_FIXTURES = Path(__file__).parents[2] / "fixtures" / "fulltext"
ARXIV_ID = "2501.00663"


def latexml_page() -> bytes:
    """A page as arXiv's LaTeXML makes it, with one of everything."""
    return (_FIXTURES / "latexml.html").read_bytes()


def hugging_face_text() -> bytes:
    """A text as ``huggingface.co/papers/ID.md`` gives it."""
    return (_FIXTURES / "hugging_face.md").read_bytes()


def pdf(pages: Sequence[Sequence[str] | bytes]) -> bytes:
    """A PDF whose pages have these lines of text, in Helvetica, or this content as it is."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{_references(len(pages))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = page if isinstance(page, bytes) else _content(page)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources"
            b" << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (2 * number + 5),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file(objects)


def paper_pdf() -> bytes:
    """A PDF of three pages with headings, cut words, headers and page numbers."""
    body = [
        "The method of this paper goes from one full line of the text to the next one of it"
    ] * 8
    first = ["arXiv:2501.00663 [cs.LG]", "A Title", "Abstract", *body, "and ends with exam-"]
    second = ["arXiv:2501.00663 [cs.LG]", "ples of it.", "1 Introduction", *body, "It ends.", "2"]
    third = ["arXiv:2501.00663 [cs.LG]", "2 Method", *body, "References", "[1] One.", "3"]
    return pdf([first, second, third])


def _references(count: int) -> str:
    return " ".join(f"{2 * number + 4} 0 R" for number in range(count))


def _content(lines: Sequence[str]) -> bytes:
    shown = [b"(%s) Tj T*" % _in_parentheses(line) for line in lines]
    return b"BT /F1 10 Tf 12 TL 50 750 Td\n" + b"\n".join(shown) + b"\nET"


def _in_parentheses(line: str) -> bytes:
    text = line.encode("cp1252", "replace").replace(b"\\", rb"\\")
    return text.replace(b"(", rb"\(").replace(b")", rb"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", list[int]()
    for number, written in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (
        size, table, size,
    ) + b"startxref\n%d\n%%%%EOF\n" % len(content)  # fmt: skip
