"""The built files of Leaflet, from the package that the extra ``map`` installs."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cpstandard.core.errors import UnusableInput
from cpstandard.registry.site_settings import SiteSettings

_DISTRIBUTION = "xstatic-leaflet"
_FOLDER = "xstatic/pkg/leaflet/data"
_FILES = ("leaflet.js", "leaflet.css")

MISSING = (
    "map: moving needs an extra; install it with  pip install 'cpstandard[map]'  "
    "or set map to drawn."
)


def leaflet_version(site: SiteSettings) -> str:
    """Return the version of Leaflet that the site needs; empty where its map is a drawing.

    Raises ``UnusableInput`` where it needs one that is not installed.
    """
    if site.map == "drawn":
        return ""
    try:
        return distribution(_DISTRIBUTION).version
    except PackageNotFoundError as error:
        raise UnusableInput(MISSING) from error


def leaflet_files(site: SiteSettings) -> dict[str, bytes]:
    """Return the files of Leaflet by name; none where the site's map is a drawing.

    Raises ``UnusableInput`` where they are needed and not installed.
    """
    if not leaflet_version(site):
        return {}
    # Found by its record of files: the package is one of a namespace, and is never imported.
    folder = Path(str(distribution(_DISTRIBUTION).locate_file(_FOLDER)))
    try:
        return {name: (folder / name).read_bytes() for name in _FILES}
    except OSError as error:
        raise UnusableInput(MISSING) from error
