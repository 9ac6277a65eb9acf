"""The inbox folder: files that appear or change in it are uploads."""

from pathlib import Path

from infra.cli.files import Upload

Stamp = tuple[int, int]


class InboxFolder:
    """Notices files of a folder once they have come to rest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dropped: dict[Path, Stamp] = {}
        self._seen: dict[Path, Stamp] = {}

    def arrivals(self) -> list[Upload]:
        """Files that are new or changed, and unchanged since the look before this one."""
        stamps = {path: _stamp(path) for path in self._files()}
        now = {path: stamp for path, stamp in stamps.items() if stamp}
        rested = [p for p, stamp in now.items() if self._seen.get(p) == stamp]
        new = [path for path in rested if self._dropped.get(path) != now[path]]
        self._seen = now
        self._dropped |= {path: now[path] for path in new}
        return [Upload(path, path.relative_to(self._folder).as_posix()) for path in sorted(new)]

    def _files(self) -> list[Path]:
        """All files but hidden ones, such as those that editors and downloads leave half done."""
        found = (path for path in self._folder.rglob("*") if path.is_file())
        return [p for p in found if not _is_hidden(p.relative_to(self._folder))]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _stamp(path: Path) -> Stamp | None:
    """What changes when the file does; nothing if it has just gone."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
