"""Watches what is opened while an importer works: what it needs is in the document."""

import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind")
_PROCESS = ("os.system", "os.exec", "os.posix_spawn", "os.startfile")
_CODE = (".py", ".pyc", ".so", ".pyd")  # a module is imported when it is first needed
_OURS = "cpstandard-"  # temporary files, in which workbooks and members of a zip are unpacked
_READER = "cpstandard.documents.workbook_child"  # reads workbooks, for whoever opens a document


@dataclass(slots=True)
class Watch:
    """What an importer did beside reading its document, in plain words.

    ``allowed`` are the folders and files that may be opened.
    """

    allowed: tuple[Path, ...]
    seen: list[str] = field(default_factory=list)

    def look(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of an audit event of the interpreter."""
        if event in _NETWORK:
            self.seen.append("used the network")
        elif event in _PROCESS or (event == "subprocess.Popen" and _READER not in arguments[1]):
            self.seen.append("started another program")
        elif event == "open" and not self._may_open(arguments[0]):
            self.seen.append(f"opened {arguments[0]}")

    def _may_open(self, path: object) -> bool:
        if not isinstance(path, str | bytes):
            return True  # a descriptor: it was opened before, and told of then
        name = path.decode("utf-8", "replace") if isinstance(path, bytes) else path
        place = Path(name).absolute()
        if place.suffix in _CODE:
            return True
        if place.name.startswith(_OURS) and place.parent == Path(tempfile.gettempdir()).absolute():
            return True
        return any(place.is_relative_to(folder) for folder in self.allowed)


# A hook of the interpreter stays for good, so there is one, which looks only while it is asked to.
_watching: list[Watch] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching:
        watch = _watching.pop()  # what looking itself opens is no business of the importer's
        try:
            watch.look(event, arguments)
        finally:
            _watching.append(watch)


sys.addaudithook(_hook)


@contextmanager
def watching(own: Sequence[Path]) -> Iterator[list[str]]:
    """Yield what is done meanwhile beside opening what lies in ``own``, code, and temporary files.

    Whatever is written on stdout counts too.
    """
    libraries = [Path(sys.prefix), Path(sys.base_prefix)]
    watch = Watch(tuple(path.absolute() for path in [*own, *libraries]))
    said = io.StringIO()
    _watching.append(watch)
    try:
        with redirect_stdout(said):
            yield watch.seen
    finally:
        _watching.clear()
        if said.getvalue():
            watch.seen.append(f"wrote on stdout: {said.getvalue()[:60]!r}")
