"""Brings a file that is named by its address, for commands that read one."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cpstandard.core.errors import SourceFailed, UnusableInput
from cpstandard.core.phrase import phrase

if TYPE_CHECKING:
    from cpstandard.fetch.retrieved import Retrieved
    from cpstandard.registry.site_settings import SiteSettings


def is_address(name: str) -> bool:
    """Return whether ``name`` is a web address and not that of a file."""
    return name.lower().startswith(("https://", "http://"))


@contextmanager
def fetched(
    url: str, *, allow_private: Collection[str] = (), site: "SiteSettings | None" = None
) -> Iterator["Retrieved"]:
    """Fetch ``url`` and yield the file, which is there until the end; raises ``UnusableInput``."""
    # What fetches takes half a second to load: only who names an address pays for it.
    from cpstandard.fetch.web import Wanted  # noqa: PLC0415 - see above
    from cpstandard.pipeline.fetching import store_of  # noqa: PLC0415 - see above
    from cpstandard.registry.site_settings import SiteSettings  # noqa: PLC0415 - see above

    with tempfile.TemporaryDirectory(prefix="cpstandard-fetched-") as aside:
        store = store_of(site or SiteSettings(), Path(aside), now="", allow_private=allow_private)
        try:
            retrieved = store.retrieve(Wanted(url))
        except SourceFailed as error:
            raise UnusableInput(str(error)) from error
        yield retrieved


def check_online(name: str, *, online: bool) -> None:
    """Raise ``UnusableInput`` for an address where the network may not be used."""
    if is_address(name) and not online:
        raise UnusableInput(phrase("{name} is an address: give --online to fetch it.", name=name))
