"""The pytest plugin: collects the cases of a distribution that gives an importer.

It is loaded into every pytest run of an environment, so it imports nothing of ours until it meets
a case, and looks at no folder but ``tests/cases`` beside a ``pyproject.toml`` with an entry point
of cpstandard.
"""

import importlib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

_WRITE = "--write-expected"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes what the importers make."""
    parser.getgroup("cpstandard").addoption(
        _WRITE,
        action="store_true",
        help="Write what importers make of their cases as expected.json; read the difference.",
    )


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect ``tests/cases`` of a distribution that gives an importer."""
    if path.name != "cases" or path.parent.name != "tests":
        return None
    modules = _entry_points(path.parents[1] / "pyproject.toml")
    if not modules:
        return None
    folder: pytest.Collector = CasesFolder.from_parent(parent, path=path, modules=modules)
    return folder


def _entry_points(project: Path) -> list[str]:
    try:
        told = tomllib.loads(project.read_text(encoding="utf-8"))
        points: dict[str, str] = told["project"]["entry-points"]["cpstandard"]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return sorted(points.values())


class CasesFolder(pytest.Directory):
    """The folder ``tests/cases``: a case in each folder below it."""

    def __init__(self, *, modules: list[str], **kwargs: Any) -> None:
        """Take the modules that the distribution's entry points name."""
        super().__init__(**kwargs)
        self.modules = modules

    def collect(self) -> Iterable[pytest.Collector]:
        """Yield the cases, by name; raises where there is none."""
        folders = sorted(path for path in self.path.iterdir() if path.is_dir())
        folders = [path for path in folders if not path.name.startswith((".", "__"))]
        if not folders:
            raise self.CollectError(f"{self.path} holds no case: a folder with a document")
        importer = self._importer()
        for path in folders:
            yield CaseFolder.from_parent(self, path=path, importer=importer)

    def _importer(self) -> Any:
        """Return the distribution's importer; raises where it gives none, or several."""
        try:
            modules = [importlib.import_module(name) for name in self.modules]
        except ImportError as error:
            project = self.path.parents[1]
            raise self.CollectError(
                f"{error}: is it installed here?  pip install --editable {project}"
            ) from None
        found = [importer for module in modules for importer in module.cpstandard_importers()]
        if len(found) != 1:
            raise self.CollectError(
                f"{', '.join(self.modules)}: {len(found)} importers; cases need exactly one"
            )
        return found[0]


class CaseFolder(pytest.Directory):
    """One case, of which every promise is asked by itself."""

    def __init__(self, *, importer: Any, **kwargs: Any) -> None:
        """Take the importer that reads the case's document."""
        super().__init__(**kwargs)
        self.importer = importer
        self.written = False
        self.told: set[str] = set()

    def collect(self) -> Iterable[pytest.Item]:
        """Yield a test a promise."""
        from cpstandard.testing.case import Case  # noqa: PLC0415 - see the module's docstring
        from cpstandard.testing.promises import PROMISES  # noqa: PLC0415 - as above

        case = Case(self.importer, self.path)
        for name, promise in PROMISES.items():
            yield Promise.from_parent(self, name=name, folder=self, case=case, ask=promise)


class Promise(pytest.Item):
    """A promise, asked of a case."""

    def __init__(self, *, folder: CaseFolder, case: Any, ask: Any, **kwargs: Any) -> None:
        """Take what raises ``AssertionError`` where ``case`` breaks the promise."""
        super().__init__(**kwargs)
        self._folder = folder
        self._case = case
        self._ask = ask

    def runtest(self) -> None:
        """Ask it; where the case's file is to be written, write it before the first."""
        if self.config.getoption(_WRITE) and not self._folder.written:
            self._folder.written = True
            self._case.write_expected()
        self._ask(self._case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the sentence alone where a promise is broken, else where the code broke, once."""
        from cpstandard.testing.broken import told  # noqa: PLC0415 - see the module's docstring

        del style
        text = told(excinfo.value, self._case.code)
        if text in self._folder.told:
            return "It breaks as above."
        self._folder.told.add(text)
        return text

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the case's folder and the promise."""
        return self.path, None, f"{self.path.name}: {self.name}"
