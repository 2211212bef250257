"""Links: found in prose, told apart by kind, checked before use; and the pages of a paper."""

import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, urlsplit

from tui.papers.paper import Link, LinkKind, Paper
from tui.papers.text import clean

LONGEST_URL = 2_000
_LONGEST_TITLE_SEARCH = 300

# The characters of RFC 3986 and TeX's escapes of them; a comma before a second URL ends the first.
_URL_TEXT = r"(?:[\w\-.~:/?#\[\]@!$&'()*+=%]|[,;](?!https?:)|\\[_%#&~])+"
_URL = re.compile(rf"https?://{_URL_TEXT}", re.ASCII | re.IGNORECASE)
_ENDS_NO_URL = ".,;:!?'\"*([&"
_CLOSERS = {")": "(", "]": "["}
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?|[0-9a-f:.]*:[0-9a-f:.]+")

# Archives of code and data that give each upload a DOI: Zenodo and figshare.
_ARTEFACT_DOI = re.compile(r"/10\.(?:5281/zenodo|6084/m9\.figshare)\.", re.IGNORECASE)
# First parts of a path at a code host that are no user's name.
_NO_USER = (
    "about apps blog collections contact customer-stories docs enterprise events explore features "
    "groups help issues join learn login marketplace models new notifications orgs organizations "
    "papers posts pricing pulls search security settings signup site sponsors tasks topics "
    "trending users"
)
_REPOSITORY_HOSTS = frozenset({"github.com", "bitbucket.org", "codeberg.org", "gitlab.com"})
_HUGGING_FACE = frozenset({"huggingface.co", "hf.co"})
_SOURCEFORGE = frozenset({"sourceforge.net", "sourceforge.io"})
_KIND_ORDER = {kind: place for place, kind in enumerate(LinkKind)}
# What the authors give stays in front of what others make of it, of which there can be many.
_SHOWN_FIRST = (LinkKind.CODE, LinkKind.PROJECT, LinkKind.PDF)
_SHOWN_ORDER = {kind: place for place, kind in enumerate(dict.fromkeys((*_SHOWN_FIRST, *LinkKind)))}


def find_links(text: str | None) -> tuple[Link, ...]:
    """The links in prose, each once, in order.

    Only what says ``http://`` or ``https://`` is an address. Punctuation after it and brackets
    around it are not part of it. A code host's front page says nothing; arXiv and DOI addresses
    name papers, often others than this one, and are left out, except the DOIs of code and data
    archives (Zenodo, figshare).
    """
    if not text or "://" not in text:
        return ()
    links: dict[str, Link] = {}
    for url in _urls(text):
        if not _says_nothing(url):
            links.setdefault(link_key(url), Link(link_kind(url), url))
    return tuple(links.values())


def link_kind(url: str) -> LinkKind:
    """What is behind ``url``, judged by its host and path. Anything unknown is a project page."""
    host, segments = _host_and_segments(url)
    if host in _HUGGING_FACE:
        return _hugging_face_kind(segments)
    if host.endswith(".hf.space"):
        return LinkKind.SPACE
    if _is_repository(host, segments):
        return LinkKind.CODE
    if segments and (segments[-1].lower().endswith(".pdf") or _is_arxiv_pdf(host, segments)):
        return LinkKind.PDF
    return LinkKind.PROJECT


def link_key(url: str) -> str:
    """What two addresses of the same page share: no scheme, ``www.``, final slash or ``.git``."""
    _, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return host.lower().removeprefix("www.") + (slash + path).rstrip("/").removesuffix(".git")


def preferred_link(one: Link, other: Link) -> Link:
    """Which of two links to the same page to keep; the order they are given in plays no part."""
    return min(one, other, key=_preference)


def safe_url(url: str) -> str | None:
    """``url`` if it may be stored and opened: http or https, a host, nothing hidden; else None.

    Refused: white space, control and invisible characters, backslashes, a user name before the
    host, a malformed host or port, more than 2,000 characters.
    """
    url = url.strip()
    if len(url) > LONGEST_URL or " " in url or "\\" in url or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    if not _HOST.fullmatch(parts.hostname or ""):
        return None
    return parts.scheme + url[len(parts.scheme) :]


def paper_page_url(paper: Paper) -> str:
    """Where to read about a paper: its arXiv page, else its DOI, else a title search on arXiv."""
    if paper.arxiv_id:
        return f"https://arxiv.org/abs/{paper.arxiv_id}"
    if paper.doi:
        return f"https://doi.org/{quote(paper.doi, safe='/:;()', errors='ignore')}"
    title = quote_plus(paper.title[:_LONGEST_TITLE_SEARCH], errors="ignore")
    return f"https://arxiv.org/search/?query={title}&searchtype=title"


def pdf_url(paper: Paper) -> str | None:
    """The paper as a PDF: arXiv's, else the first PDF among its links."""
    if paper.arxiv_id:
        return f"https://arxiv.org/pdf/{paper.arxiv_id}"
    return next((link.url for link in paper.links_of(LinkKind.PDF)), None)


def numbered_links(paper: Paper) -> tuple[Link, ...]:
    """A paper's links in the order shown: code, project and PDF, then models, datasets, spaces."""
    return tuple(sorted(paper.links, key=lambda link: _SHOWN_ORDER[link.kind]))


def _urls(text: str) -> Iterator[str]:
    for match in _URL.finditer(text):
        found = match.group().replace("\\", "")
        if len(found) > LONGEST_URL:
            continue
        url = safe_url(_without_what_follows(found))
        if url:
            yield url


def _without_what_follows(url: str) -> str:
    """``url`` up to the first bracket that closes none of its own, without final punctuation."""
    opened: list[str] = []
    for place, char in enumerate(url):
        if char in "([":
            opened.append(char)
        elif char in _CLOSERS and (not opened or opened.pop() != _CLOSERS[char]):
            url = url[:place]
            break
    return url.rstrip(_ENDS_NO_URL)


def _host_and_segments(url: str) -> tuple[str, list[str]]:
    """The host in lower case without ``www.``, and the parts of the path that aren't empty."""
    rest = url.partition("://")[2]
    place = re.split(r"[?#]", rest, maxsplit=1)[0]
    host, _, path = place.partition("/")
    return host.lower().removeprefix("www."), [part for part in path.split("/") if part]


def _says_nothing(url: str) -> bool:
    host, segments = _host_and_segments(url)
    if host == "arxiv.org":
        return bool(segments) and segments[0] in ("abs", "pdf", "html")
    if host in ("doi.org", "dx.doi.org"):
        return not _ARTEFACT_DOI.search(url)
    return not segments and host in _REPOSITORY_HOSTS | _HUGGING_FACE | _SOURCEFORGE


def _is_repository(host: str, segments: list[str]) -> bool:
    if host in _SOURCEFORGE:
        return len(segments) >= 2 and segments[0] in ("projects", "p")
    if host in _REPOSITORY_HOSTS or host.startswith("gitlab.") or host == "gist.github.com":
        return len(segments) >= 2 and segments[0].lower() not in _NO_USER.split()
    return False


def _hugging_face_kind(segments: list[str]) -> LinkKind:
    match segments:
        case ["datasets", _, *_]:
            return LinkKind.DATASET
        case ["spaces", _, _, *_]:
            return LinkKind.SPACE
        case [user, _, *_] if user not in _NO_USER.split() and user != "spaces":
            return LinkKind.MODEL
        case _:
            return LinkKind.PROJECT


def _is_arxiv_pdf(host: str, segments: list[str]) -> bool:
    return host == "arxiv.org" and segments[0] == "pdf"


def _preference(link: Link) -> tuple[int, bool, int, str]:
    return _KIND_ORDER[link.kind], not link.url.startswith("https:"), len(link.url), link.url
