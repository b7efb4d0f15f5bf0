"""Loads what plugins give: importers and checks, each known by the distribution it came from."""

import importlib.metadata
import itertools
import re
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, Generic, TypeVar

import pluggy
from rapidfuzz import process

from cpstandard import __version__, hookspecs, schema_store
from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Importer, ImporterOptions, Register
from cpstandard.hookspecs import PROJECT, hookimpl
from cpstandard.ingest.own import OwnPackages
from cpstandard.validate.catalogue import builtin_checks

T = TypeVar("T")
_SECONDS = 20  # for one plugin to be imported and asked; the slowest honest one takes two
_MOST = 1000  # things that one plugin gives of a kind
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Provided(Generic[T]):
    """An importer or a check, and the distribution that gives it."""

    item: T
    distribution: str
    version: str


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plugin, or one thing in it, that could not be used, and why, in one line."""

    distribution: str
    plugin: str
    message: str

    def __str__(self) -> str:
        """Return the line that a person reads."""
        return f"plugin {self.plugin} of {self.distribution}: {self.message}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded, sorted by id and code, and what could not be."""

    manager: pluggy.PluginManager
    importers: tuple[Provided[Importer], ...]
    checks: tuple[Provided[Check], ...]
    failures: tuple[PluginFailure, ...]

    def importer(self, importer_id: str) -> Provided[Importer]:
        """Return the importer called ``importer_id``.

        Raises ``UnusableInput`` naming the nearest one that there is.
        """
        known = {provided.item.id: provided for provided in self.importers}
        if importer_id in known:
            return known[importer_id]
        best = process.extractOne(importer_id, list(known), score_cutoff=60)
        hint = f"did you mean {best[0]!r}?" if best else f"there are {', '.join(known)}."
        raise UnusableInput(
            f"There is no importer {importer_id!r}; {hint} One of another distribution has to be "
            "installed in the same environment."
        )


class BuiltIn:
    """The importer and the checks of cpstandard itself, given through the hooks like any other."""

    @hookimpl
    def cpstandard_importers(self) -> Sequence[Importer]:
        """Return the importer of packages of the standard itself."""
        return [OwnPackages(schema_store.standard)]

    @hookimpl
    def cpstandard_checks(self) -> Sequence[Check]:
        """Return the checks that come with the standard."""
        return list(builtin_checks())


def load_plugins(block: Collection[str] = ()) -> Loaded:
    """Load every plugin that is installed; one that is broken never stops the others.

    ``block`` names entry points or distributions to leave out.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(BuiltIn(), "cpstandard")
    origins = {"cpstandard": (PROJECT, __version__)}
    failures: list[PluginFailure] = []
    for point in _entry_points(block):
        distribution, version = _origin(point)
        try:
            with _at_arms_length():
                _register(manager, point)
            origins[point.name] = (distribution, version)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a plugin may even call sys.exit
            failures.append(PluginFailure(distribution, point.name, _sentence(error)))
    gather = _Gathering(manager, origins, failures)
    importers = gather.all("cpstandard_importers", _importer_id)
    checks = gather.all("cpstandard_checks", _check_code)
    return Loaded(manager, importers, checks, tuple(failures))


def _entry_points(block: Collection[str]) -> Iterator[EntryPoint]:
    """Yield the entry points: bundled ones first, then by distribution; each module once."""
    points = importlib.metadata.entry_points(group=PROJECT)
    seen: set[str] = set()
    for point in sorted(points, key=lambda p: (_origin(p)[0] != PROJECT, _origin(p)[0], p.name)):
        # A bundled plugin may also be installed as its own distribution: it is the same module.
        if point.value not in seen and not {point.name, _origin(point)[0]} & set(block):
            seen.add(point.value)
            yield point


def _origin(point: EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("unknown", "")


@contextmanager
def _at_arms_length() -> Iterator[None]:
    """Let a plugin neither write where data goes nor hold everything up while it is loaded."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it was not loaded after {_SECONDS} seconds")

    # The clock of signals is there on POSIX alone, and only for the main thread.
    timed = hasattr(signal, "setitimer") and current_thread() is main_thread()
    before = signal.signal(signal.SIGALRM, late) if timed else None
    if timed:
        signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _register(manager: pluggy.PluginManager, point: EntryPoint) -> None:
    plugin = point.load()
    if manager.has_plugin(point.name):
        raise ValueError(f"another distribution has a plugin called {point.name!r}; rename one")
    try:
        manager.register(plugin, point.name)
        manager.check_pending()  # only this plugin can be the culprit: the others have passed
    except Exception:
        if manager.is_registered(plugin):
            manager.unregister(plugin)
        raise
    if not manager.get_hookcallers(plugin):
        manager.unregister(plugin)
        raise ValueError("it implements no hook, so it gives nothing")


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Asks each plugin alone, so that a failure is known to be its own."""

    manager: pluggy.PluginManager
    origins: dict[str, tuple[str, str]]
    failures: list[PluginFailure]

    def all(self, hook: str, name_of: Callable[[Any], str]) -> tuple[Provided[Any], ...]:
        """Return what plugins give through ``hook``, sorted by name; the first of a name stays."""
        found: dict[str, Provided[Any]] = {}
        for plugin, (distribution, version) in self.origins.items():
            for item in self._ask(plugin, hook):
                try:
                    name = name_of(item)
                except Exception as error:  # noqa: BLE001 - a property of theirs may do anything
                    self.failures.append(PluginFailure(distribution, plugin, _sentence(error)))
                    continue
                if name in found:
                    first = found[name].distribution
                    message = f"{name!r} is already given by {first}; this one is left out"
                    self.failures.append(PluginFailure(distribution, plugin, message))
                else:
                    found[name] = Provided(item, distribution, version)
        return tuple(found[name] for name in sorted(found))

    def _ask(self, name: str, hook: str) -> list[Any]:
        plugin = self.manager.get_plugin(name)
        others = [other for other in self.manager.get_plugins() if other is not plugin]
        try:
            with _at_arms_length():
                answers: Iterable[Iterable[Any]] = self.manager.subset_hook_caller(hook, others)()
                return [item for answer in answers for item in itertools.islice(answer, _MOST)]
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - the same as while loading
            self.failures.append(PluginFailure(self.origins[name][0], name, _sentence(error)))
            return []


def _importer_id(item: Any) -> str:
    """Return the importer's id; raises ``TypeError`` or ``ValueError`` where it is not usable."""
    if isinstance(item, type) or not isinstance(item, Importer):
        lacks = [name for name in _MEMBERS if getattr(item, name, None) is None]
        what = f"lacks {', '.join(lacks)}" if lacks else "must be an object, not a class"
        raise TypeError(f"the importer {item!r:.80} {what}")
    if not isinstance(item.id, str) or not _KEBAB.fullmatch(item.id):
        raise ValueError(f"an importer's id is kebab-case words, not {item.id!r}")
    unnamed = [name for name in ("title", "version") if not isinstance(getattr(item, name), str)]
    if unnamed or not isinstance(item.register, Register):
        need = "title and version must be text" if unnamed else "register must be a Register"
        raise TypeError(f"the importer {item.id!r}: {need}")
    if not (isinstance(item.Options, type) and issubclass(item.Options, ImporterOptions)):
        raise TypeError(f"Options of importer {item.id!r} must be made from ImporterOptions")
    return item.id


def _check_code(item: Any) -> str:
    if not isinstance(item, Check):
        raise TypeError(f"{item!r:.80} is not a Check; make it with the decorator @check")
    return item.code


_MEMBERS = ("id", "title", "version", "register", "media_types", "Options", "recognises", "read")


def _sentence(error: BaseException) -> str:
    text = " ".join(str(error).split())
    plain = isinstance(error, ValueError | TypeError | pluggy.PluginValidationError) and text
    return text if plain else f"{type(error).__name__}: {text}".rstrip(": ")
