"""Where papertui keeps its files, and how it writes one without ever leaving half of it."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.errors import PapertuiError

_NAME = "papertui"
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place papertui reads or writes by itself. Nothing here exists until it is needed."""

    config_file: Path
    data_folder: Path
    database: Path
    index_folder: Path
    cache_folder: Path
    log_folder: Path

    @classmethod
    def standard(cls, home: Path | None = None, env: Mapping[str, str] = os.environ) -> "Paths":
        """The places for this user: below ``home``, else ``PAPERTUI_HOME``, else the system's own.

        A relative or ``~`` home is made absolute. Raises PapertuiError when ``~`` has no meaning.
        """
        chosen = home or env.get("PAPERTUI_HOME", "").strip()
        return cls._below(_absolute(Path(chosen))) if chosen else cls._of_the_system()

    @classmethod
    def _below(cls, home: Path) -> "Paths":
        return cls._of(home / "config", home / "data", home / "cache", home / "logs")

    @classmethod
    def _of_the_system(cls) -> "Paths":
        from platformdirs import PlatformDirs

        folders = PlatformDirs(_NAME, appauthor=False)
        return cls._of(
            folders.user_config_path,
            folders.user_data_path,
            folders.user_cache_path,
            folders.user_log_path,
        )

    @classmethod
    def _of(cls, config: Path, data: Path, cache: Path, logs: Path) -> "Paths":
        # The index can be rebuilt, but that takes minutes on a large library: it lives with the
        # data, where nothing clears it behind the reader's back.
        return cls(
            config_file=config / "config.toml",
            data_folder=data,
            database=_without_link(data / "library.sqlite3"),
            index_folder=data / "index",
            cache_folder=cache,
            log_folder=logs,
        )

    def refuse_own(self, path: Path) -> None:
        """Raise PapertuiError where writing to ``path`` would replace what papertui lives on."""
        target = Path(os.path.realpath(path))
        library = Path(os.path.realpath(self.database))
        own = [library, *(library.with_name(library.name + ending) for ending in _BESIDE)]
        folders = (self.index_folder, library.parent / "backups")
        kept = target.exists() and (
            any(target.is_relative_to(os.path.realpath(folder)) for folder in folders)
            or (library.exists() and target.samefile(library))
        )
        if kept or target in own:
            raise PapertuiError(
                f"{path} is one of the files in which papertui keeps the library.",
                "Name another file.",
            )


def starter_folder() -> Path:
    """The folder of the starter papers: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def meeting_place() -> Path | None:
    """The folder in which all papertuis of this user meet, whatever their homes; it may be missing.

    ``None`` where somebody else has taken its name.
    """
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"{_NAME}-{user}"
    try:
        found = folder.lstat()
    except OSError:
        return folder
    return folder if stat.S_ISDIR(found.st_mode) and found.st_uid == user else None


def make_private(folder: Path) -> None:
    """Create ``folder`` and its missing parents for this user alone (mode 0700).

    A folder that exists is left as it is. Raises PapertuiError when a file is in the way or the
    folder may not be created.
    """
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise _in_the_way(folder) from error
    except OSError as error:
        raise _failure(error, folder, "create the folder") from error
    if not folder.is_dir():
        raise _in_the_way(folder)


def atomic_write(path: Path, text: str, *, replace: bool) -> None:
    """Write ``text`` to ``path`` as UTF-8: afterwards the file is there whole, or not at all.

    Line endings are written as they are. A file that exists is replaced only when ``replace`` is
    true, and keeps its mode; a link to a file stays a link. Raises PapertuiError when the file
    exists and may not be replaced, or can't be written.
    """
    with whole_file(path, replace=replace) as temporary, write_failures_told(path):
        temporary.write_bytes(text.encode("utf-8", "replace"))


@contextlib.contextmanager
def whole_file(path: Path, *, replace: bool, mode: int | None = None) -> Iterator[Path]:
    """An empty file for the block to fill, which is at ``path`` when the block ends well.

    On any exception it is gone, and ``path`` as it was. A new file has ``mode``; a file that
    exists is replaced only when ``replace`` is true, and keeps its mode unless ``mode`` is given;
    a link to a file stays a link. Raises PapertuiError when the file exists and may not be
    replaced, or can't be written.
    """
    with write_failures_told(path):
        target = Path(os.path.realpath(path))
        known_mode = _mode_of_known_file(path, target, replace=replace)
    mode = known_mode if mode is None else mode
    with _beside(target) as temporary:
        with write_failures_told(path):
            _create(temporary, mode)
        yield temporary
        with write_failures_told(path):
            _finish(temporary, mode)
            _move(temporary, target, replace=replace)
            _sync_folder(target.parent)


@contextlib.contextmanager
def write_failures_told(path: Path) -> Iterator[None]:
    """Raise as PapertuiError, in words about ``path``, what the system says against writing it."""
    try:
        yield
    except OSError as error:
        raise _failure(error, path, "write") from error
    except ValueError as error:
        raise PapertuiError(f"{str(path)!r} can't be a file name.", "Name another file.") from error


def _absolute(path: Path) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise PapertuiError(
            f"The home folder in {path} is not known.", "Give --home an absolute path."
        ) from error


def _without_link(file: Path) -> Path:
    """The file that a link leads to: what SQLite and papertui keep beside it, they keep there."""
    return file.resolve() if file.is_symlink() and file.exists() else file


def _mode_of_known_file(path: Path, target: Path, *, replace: bool) -> int | None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise PapertuiError(f"{path} is a folder.", "Name a file inside it.")
    if not stat.S_ISREG(mode):
        raise PapertuiError(f"{path} is not a regular file.", "Name a file to write to.")
    if not replace:
        raise _exists(path)
    return stat.S_IMODE(mode)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    temporary = target.with_name(f".{_NAME}-{os.urandom(8).hex()}.tmp")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _create(path: Path, mode: int | None) -> None:
    path.touch(exist_ok=False)
    if mode is not None:
        path.chmod(mode | stat.S_IWUSR)


def _finish(path: Path, mode: int | None) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def _move(temporary: Path, target: Path, *, replace: bool) -> None:
    if not replace:
        _claim(temporary, target)
    temporary.replace(target)


def _claim(temporary: Path, target: Path) -> None:
    """Take the name ``target`` in one step that fails when somebody else has it."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError:
        # Some file systems have no hard links; there an empty file holds the name.
        target.touch(exist_ok=False)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exists(path: Path) -> PapertuiError:
    return PapertuiError(
        f"{path} exists already.", "Name another file, or replace it with --force."
    )


def _in_the_way(folder: Path) -> PapertuiError:
    return PapertuiError(
        f"A file is in the way: {folder} should be a folder.",
        "Move it away, or name another place.",
    )


def _failure(error: OSError, path: Path, deed: str) -> PapertuiError:
    match error.errno:
        case errno.EEXIST:
            return _exists(path)
        case errno.ENOENT:
            return PapertuiError(
                f"The folder {path.parent} does not exist.", "Create it, or name another one."
            )
        case errno.ENOTDIR:
            return _in_the_way(path.parent)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return PapertuiError(
                f"You may not {deed} {path}.", "Check its permissions, or name another place."
            )
        case errno.ENOSPC | errno.EDQUOT:
            return PapertuiError(f"The disk is full: {path} was not written.", "Make room first.")
    reason = error.strerror or type(error).__name__
    return PapertuiError(f"Could not {deed} {path}: {reason}.", "Name another place.")
