"""One process at a time, by the lock of a file that all of them open."""


def lock(file: int) -> bool:
    """Lock an open file or folder; whether nobody else has locked it.

    Never waits. The lock is free again when the file is closed, or with the process. On a system
    without such locks everybody gets it.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
