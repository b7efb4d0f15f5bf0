"""Remembers what each stage of each source was made from, and says in words why it was made again.

The key of an output is one digest; here its parts are kept one by one, so that a person can be told
which of them changed.
"""

import json
from collections.abc import Mapping
from typing import Any

from cpstandard.fetch.retrieved import Retrieved
from cpstandard.publish.formats import day
from cpstandard.workspace import Workspace, content_key

DOCUMENT = "the document"
Parts = Mapping[str, Any]
"""What an output depends on, each under words that a person knows; JSON can hold it."""


class Ledger:
    """What the sources were made from in the build before this, and what this one said of them."""

    def __init__(self, workspace: Workspace) -> None:
        """Read what was noted in the workspace; what cannot be read counts as nothing."""
        self._path = workspace.root / "why.json"
        self._noted: dict[str, dict[str, dict[str, str]]] = {}
        self._before = self._read()
        self.said: dict[str, list[str]] = {}

    def fetched(self, name: str, retrieved: Retrieved, sha256: str, *, online: bool) -> None:
        """Say why the source ``name`` was fetched, or was not; ``sha256`` is its document's."""
        if not retrieved.url:
            words = "not fetched: it is a file of the registry"
        elif not online:
            of = day(retrieved.retrieved_at)
            words = f"not fetched: the build was made without --online; the copy of {of} serves"
        elif retrieved.stale_because:
            words = f"could not be fetched: {retrieved.stale_because.rstrip('.')}"
        else:
            noted = self._before.get(name, {}).get("fetched", {}).get(DOCUMENT)
            new = "for the first time" if noted is None else "it is another document than before"
            same = noted == content_key(sha256)
            words = f"fetched: {'it is the same document as before' if same else new}"
        self._note(name, "fetched", {DOCUMENT: sha256})
        self.said[name] = [words]

    def made(self, name: str, what: str, parts: Parts, *, found: bool) -> None:
        """Say why the source ``name`` was ``imported`` or ``validated`` again, or was not.

        ``found`` says whether the output was in the workspace.
        """
        noted = self._before.get(name, {}).get(what)
        digests = self._note(name, what, parts)
        changed = [part for part in parts if (noted or {}).get(part) != digests[part]]
        if noted is None:
            words = f"{what} for the first time"
        elif changed:
            words = f"{what} again: {_listed(changed)} changed"
        elif found:
            words = f"not {what} again: nothing that it depends on changed"
        else:
            words = f"{what} again: what was kept of it is gone or damaged"
        self.said.setdefault(name, []).append(words)

    def save(self) -> None:
        """Keep what was noted for the next build; of sources that were left out, what was known."""
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({**self._before, **self._noted}, indent=1), encoding="utf-8")
        part.replace(self._path)

    def _note(self, name: str, what: str, parts: Parts) -> dict[str, str]:
        digests = {part: content_key(value) for part, value in parts.items()}
        self._noted.setdefault(name, {})[what] = digests
        return digests

    def _read(self) -> dict[str, dict[str, dict[str, str]]]:
        try:
            noted = json.loads(self._path.read_bytes())
            return {
                name: {what: dict(parts) for what, parts in made.items()}
                for name, made in noted.items()
            }
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


def _listed(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
