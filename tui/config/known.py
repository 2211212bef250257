"""The table of settings: their names in the file, what they mean, and what they take."""

from collections.abc import Mapping
from typing import NamedTuple, get_args

from tui.config.kinds import ADDRESS, SWITCH, TEXT, Kind, choice, choices, texts, whole_number
from tui.config.settings import ArxivWay, Density, Pane, Settings, Sort

_DEFAULT = Settings()
# https://arxiv.org/category_taxonomy: an archive, or one of its subject classes.
_CATEGORY = r"[a-z]{2,10}(?:-[a-z]{2,10})?(?:\.[A-Za-z-]{2,10})?"
_QUERY = r".{1,250}"


class Setting(NamedTuple):
    """One setting: the field of Settings that holds it (``hf.days``), its meaning, an example."""

    field: str
    doc: str
    example: object
    kind: Kind

    def of(self, settings: Settings) -> object:
        """What it is in ``settings``."""
        value: object = settings
        for name in self.field.split("."):
            value = getattr(value, name)
        return value


def _with_default(field: str, doc: str, kind: Kind) -> Setting:
    """A setting whose default is the best example."""
    bare = Setting(field, doc, None, kind)
    return Setting(field, doc, bare.of(_DEFAULT), kind)


SETTINGS: Mapping[str, Setting] = {
    "reader.theme": _with_default(
        "theme",
        "The colours. The reader's palette (ctrl+p) lists the themes there are.",
        TEXT,
    ),
    "reader.density": _with_default(
        "density",
        "Lines a paper takes in the list: comfortable is two, compact is one.",
        choice(get_args(Density)),
    ),
    "reader.panes": _with_default(
        "panes",
        "The panes that are open beside the list, from 100 columns up.",
        choices(get_args(Pane)),
    ),
    "reader.sort": _with_default(
        "sort",
        "The order of papers when nothing is searched for.",
        choice(get_args(Sort)),
    ),
    "reader.query": Setting(
        "start_query",
        "The search the reader opens with. Left out, it opens with the last one.",
        "is:inbox",
        TEXT,
    ),
    "triage.read_on_open": _with_default(
        "read_on_open",
        "Whether a paper counts as read once it was opened in full.",
        SWITCH,
    ),
    "triage.advance": _with_default(
        "advance",
        "Whether the cursor goes on to the next paper after b and m, as it does after x.",
        SWITCH,
    ),
    "links.open_with": _with_default(
        "open_with",
        "What opens links: a browser's name (firefox) or a command with %s for the address.\n"
        "Empty is the browser of the system.",
        TEXT,
    ),
    "sync.every": _with_default(
        "sync_every",
        "Hours until the reader asks the sources for new papers again, by itself, when it starts.\n"
        "0 is never: papertui sync, or r in the reader, always does.",
        whole_number(0, 720),
    ),
    "sources.hf.on": _with_default(
        "hf.on",
        "Whether papers come from Hugging Face: the daily papers, with their upvotes and code.",
        SWITCH,
    ),
    "sources.hf.days": _with_default(
        "hf.days",
        "Days that the first sync looks back, and that later ones look at again for upvotes.",
        whole_number(1, 366),
    ),
    "sources.hf.trending": _with_default(
        "hf.trending",
        "Whether the papers that are trending come too, whatever their day.",
        SWITCH,
    ),
    "sources.hf.searches": Setting(
        "hf.searches",
        "Searches on Hugging Face whose papers come too.",
        ("long context", "state space models"),
        texts("a list of searches in quotes, of at most 250 characters each", _QUERY),
    ),
    "sources.arxiv.on": _with_default(
        "arxiv.on",
        "Whether papers come from arXiv: those of the categories and queries below.",
        SWITCH,
    ),
    "sources.arxiv.categories": Setting(
        "arxiv.categories",
        "The categories whose new papers come.",
        ("cs.CL", "cs.LG"),
        texts('a list of arXiv\'s categories in quotes, such as ["cs.CL", "hep-th"]', _CATEGORY),
    ),
    "sources.arxiv.queries": Setting(
        "arxiv.queries",
        "Queries in arXiv's own language (ti: au: abs: cat:, AND OR ANDNOT) whose papers come.",
        ("ti:mamba AND cat:cs.LG",),
        texts("a list of queries in quotes, of at most 250 characters each", _QUERY),
    ),
    "sources.arxiv.via": _with_default(
        "arxiv.via",
        "How the categories are read: api finds all papers since the last sync; feed is the\n"
        "announcement of the day, in one request, with cross-lists, and no more than that day.",
        choice(get_args(ArxivWay)),
    ),
    "sources.arxiv.api": _with_default(
        "arxiv.api",
        "Where arXiv answers queries.",
        ADDRESS,
    ),
    "sources.arxiv.feed": _with_default(
        "arxiv.feed",
        "Where arXiv announces the papers of the day.",
        ADDRESS,
    ),
    "sources.arxiv.oai": _with_default(
        "arxiv.oai",
        "Where arXiv lists the papers of a range of days (papertui sync arxiv --since DAY).",
        ADDRESS,
    ),
    "reading.cache_mb": _with_default(
        "reading_cache_mb",
        "Megabytes that the full texts of papers may take on the disk.",
        whole_number(1, 100_000),
    ),
}

KEYS_OF_ONE_ACTION = Setting(
    "keymap",
    "The keys of an action, separated by commas. Press ? in the reader for all actions.",
    "b",
    TEXT,
)
KEYS = "keys"
SECTIONS = tuple(dict.fromkeys([*(key.rpartition(".")[0] for key in SETTINGS), KEYS]))
