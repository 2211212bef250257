"""The steps that bring a database to today's shape, oldest first.

A step that was released never changes: a new shape is a new step at the end. The number of a
step is its place, counted from 1, and is kept in ``PRAGMA user_version``.
"""

# Says in the file's header whose database it is: "papr".
APPLICATION_ID = 0x70617072

_PAPERS = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    # Numbers are never given out twice (AUTOINCREMENT), so that a number that was written down
    # never comes to mean another paper. `alias` says what became of a paper united with another.
    """
    CREATE TABLE paper (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        abstract TEXT,
        arxiv_id TEXT UNIQUE,
        doi TEXT,
        authors TEXT NOT NULL,
        categories TEXT NOT NULL,
        keywords TEXT NOT NULL,
        comment TEXT,
        organization TEXT,
        venue TEXT,
        published_on TEXT,
        listed_on TEXT,
        upvotes INTEGER,
        stars INTEGER,
        links TEXT NOT NULL,
        sources TEXT NOT NULL,
        added_at TEXT NOT NULL,
        day TEXT GENERATED ALWAYS AS (coalesce(listed_on, published_on)) VIRTUAL
    )
    """,
    "CREATE INDEX paper_by_doi ON paper (doi) WHERE doi IS NOT NULL",
    "CREATE INDEX paper_by_day ON paper (day DESC, id)",
    # The keys of every title that a paper was seen under, not only of the one that is shown.
    """
    CREATE TABLE known_title (
        key TEXT NOT NULL,
        paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        PRIMARY KEY (key, paper_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX known_title_by_paper ON known_title (paper_id)",
    """
    CREATE TABLE alias (
        old_id INTEGER PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX alias_by_paper ON alias (paper_id)",
    """
    CREATE TABLE unindexed (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        paper_id INTEGER NOT NULL UNIQUE
    )
    """,
)

_TRIAGE = (
    # The moment of each mark's last change lets the newer one win when two libraries are merged.
    """
    CREATE TABLE triage (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id) ON DELETE CASCADE,
        bookmarked INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        archived INTEGER NOT NULL DEFAULT 0,
        note TEXT,
        bookmarked_at TEXT,
        read_at TEXT,
        archived_at TEXT,
        note_at TEXT,
        tags_at TEXT
    )
    """,
    """
    CREATE TABLE tag (
        paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (paper_id, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX tag_by_name ON tag (name)",
    """
    CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        label TEXT NOT NULL,
        count INTEGER NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX undone_step ON step (id) WHERE undone = 1",
    # `key` is a paper's or a saved search's number, as `field` says. `before` and `after` have no
    # type, so that a tag "17" stays text.
    """
    CREATE TABLE change (
        step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        key INTEGER NOT NULL,
        field TEXT NOT NULL,
        before,
        after,
        PRIMARY KEY (step_id, position)
    ) WITHOUT ROWID
    """,
)

_SEARCHES = (
    """
    CREATE TABLE saved_search (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL,
        position INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE recent_search (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        text TEXT NOT NULL UNIQUE
    )
    """,
)

_SESSION = (
    "CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

# Counted by triggers, so that no way of changing a mark can forget to, not even the deletion of a
# paper, which takes its marks with it.
_TRIAGE_VERSION = (
    "CREATE TABLE triage_version (version INTEGER NOT NULL)",
    "INSERT INTO triage_version (version) VALUES (0)",
    *(
        f"""
        CREATE TRIGGER {table}_version_{number} AFTER {event} ON {table}
        BEGIN UPDATE triage_version SET version = version + 1; END
        """
        for table, events in (
            ("triage", ("INSERT", "UPDATE OF bookmarked, read, archived, note", "DELETE")),
            ("tag", ("INSERT", "UPDATE", "DELETE")),
        )
        for number, event in enumerate(events)
    ),
)

_SYNC = (
    "ALTER TABLE paper ADD COLUMN num_comments INTEGER",
    "ALTER TABLE paper ADD COLUMN ai_summary TEXT",
    "ALTER TABLE paper ADD COLUMN submitter TEXT",
    # The ids that a paper was seen under besides those it shows, as `arxiv:…` and `doi:…`.
    """
    CREATE TABLE known_id (
        key TEXT PRIMARY KEY,
        paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    "CREATE INDEX known_id_by_paper ON known_id (paper_id)",
    """
    CREATE TABLE synced (
        source TEXT NOT NULL,
        item TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (source, item)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE sync_fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE reading_place (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id) ON DELETE CASCADE,
        place TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
)

_KEEPING = (
    "ALTER TABLE saved_search ADD COLUMN watched INTEGER NOT NULL DEFAULT 0",
    # When a tag was last given to a paper or taken from it, so that of two libraries that are
    # merged the newer change wins tag by tag.
    """
    CREATE TABLE tag_time (
        paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (paper_id, name)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO tag_time (paper_id, name, at)
    SELECT tag.paper_id, tag.name, triage.tags_at
    FROM tag JOIN triage ON triage.paper_id = tag.paper_id WHERE triage.tags_at IS NOT NULL
    """,
    # A note that is being written: it is no note before it is finished, and not lost either.
    """
    CREATE TABLE draft (
        paper_id INTEGER PRIMARY KEY REFERENCES paper (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _PAPERS,
    _TRIAGE,
    _SEARCHES,
    _SESSION,
    _TRIAGE_VERSION,
    _SYNC,
    _KEEPING,
)
