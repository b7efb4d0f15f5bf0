"""How each file of one command is checked: its configuration, its baseline, its threshold."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpstandard import schema_store
from cpstandard.cli.config import Config, find_config, read_config
from cpstandard.cli.console import Console
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import Phrase, counted, phrase, say, spoken
from cpstandard.core.report import Report
from cpstandard.validate.baseline import Baseline, read_baseline
from cpstandard.validate.settings import Settings

_LIMIT = 100
_MAX_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """How one file is checked; ``fail_on`` is ``None`` where no finding is to fail it.

    ``known`` says of a finding whether it is left out, and ``limit`` what was asked for, if so.
    """

    settings: Settings
    fail_on: Severity | None
    limit: int | None = None
    baseline: Baseline | None = None
    known: Callable[[Finding], bool] | None = None

    def fails(self, report: Report) -> bool:
        """Return whether the file has a finding that makes the command exit with 1."""
        return self.fail_on is not None and report.reaches(self.fail_on)


class Runs:
    """Gives each file its run; files with the same configuration and baseline share them."""

    def __init__(
        self,
        asked: Config,
        config: Path | None,
        codes: Collection[str],
        *,
        learn: Path | None = None,
    ) -> None:
        """Take what the command line ``asked`` for, and the one ``config`` to use, if named.

        ``learn`` is the file to which every finding is written as known, in place of a baseline.
        """
        self._asked = asked
        self._config = config
        self._codes = codes
        self._learn = learn
        self._learnt = Baseline()
        self._found: dict[Path, Path | None] = {}
        self._configs: dict[Path | None, Config] = {}
        self._runs: dict[Path | None, Run] = {}
        self._baselines: dict[Path, Baseline] = {}
        self._files: dict[Path, list[str]] = {}

    def of(self, file: str) -> Run:
        """Return how ``file`` is to be checked.

        Raises ``UnusableInput`` for a configuration or a baseline that cannot be used.
        """
        path, found = self._configured(file)
        if path not in self._runs:
            self._runs[path] = self._run(self._asked.over(found))
        run = self._runs[path]
        for name, baseline in self._baselines.items():
            if baseline is run.baseline:
                self._files.setdefault(name, []).append("stdin" if file == "-" else file)
        return run

    def is_own(self, file: Path) -> bool:
        """Return whether ``file`` holds the settings of its own check, or known findings."""
        path, found = self._configured(str(file))
        own = (path, self._asked.over(found).baseline, self._learn)
        return any(each is not None and _is_same(each, file) for each in own)

    def _configured(self, file: str) -> tuple[Path | None, Config]:
        folder = Path(file).parent
        if folder not in self._found:
            self._found[folder] = self._config or find_config(file)
        path = self._found[folder]
        if path not in self._configs:
            self._configs[path] = read_config(path, self._codes) if path else Config()
        return path, self._configs[path]

    def language(self, file: str) -> str | None:
        """Return the language that was asked for, else that of the configuration of ``file``."""
        return self._asked.language or self._configured(file)[1].language

    def limit(self) -> int | None:
        """Return the largest limit that was asked for, or ``None``."""
        return max((run.limit for run in self._runs.values() if run.limit), default=None)

    def finish(self, console: Console, *, whole: bool) -> None:
        """Write what was learnt, and say which known findings are gone.

        Nothing is written where not the ``whole`` command could be done: what could not be read
        would be missing from it.
        """
        if self._learn is not None:
            if not whole:
                raise UnusableInput(
                    phrase(
                        "{learn} was not written: not every file could be read.", learn=self._learn
                    )
                )
            with whole_file(self._learn) as target:
                target.write(self._learnt.to_text().encode())
            known = _findings(len(self._learnt))
            console.say(say("{file} holds {known}.", file=self._learn, known=known))
        for path, files in self._files.items():
            ignored = {
                code
                for run in self._runs.values()
                if run.baseline is self._baselines[path]
                for code in run.settings.ignore
            }
            gone = self._baselines[path].stale(files, ignored) if whole else 0
            if gone:
                said = counted(
                    gone,
                    "{file} holds {count} known finding that is not in the data any more. "
                    "To take out what is mended: --write-baseline {file}",
                    "{file} holds {count} known findings that are not in the data any more. "
                    "To take out what is mended: --write-baseline {file}",
                    file=path,
                )
                console.say(spoken(said), stale=gone)

    def _run(self, config: Config) -> Run:
        settings = Settings(
            config.ignore,
            config.severity,
            config.engine or "fast",
            config.limit or _LIMIT,
            tuple(schema_store.versions()),
            tuple(schema_store.extensions()),
        )
        fail_on = config.fail_on or str(Severity.ERROR)
        threshold = None if fail_on == "never" else Severity(fail_on)
        if self._learn is not None:
            return Run(settings, threshold, config.limit, None, self._learnt.learn)
        if config.baseline is None:
            return Run(settings, threshold, config.limit)
        if config.baseline not in self._baselines:
            self._baselines[config.baseline] = _read(config.baseline)
        baseline = self._baselines[config.baseline]
        return Run(settings, threshold, config.limit, baseline, baseline.knows)


def say_why(failed: Sequence[tuple[Report, Run]], console: Console) -> None:
    """Say what makes the exit code 1 where no error does: all verdicts are good ones then."""
    if any(report.count(Severity.ERROR) for report, _ in failed):
        return
    mildest = max((run.fail_on for _, run in failed if run.fail_on), key=lambda each: each.rank)
    said = counted(
        len(failed),
        "The exit code is 1: fail_on is {level}, and {count} file has something as bad as that.",
        "The exit code is 1: fail_on is {level}, and {count} files have something as bad as that.",
        level=mildest,
    )
    console.say(spoken(said), failed=len(failed))


def _is_same(one: Path, other: Path) -> bool:
    return one.name == other.name and one.resolve() == other.resolve()


def _read(path: Path) -> Baseline:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnusableInput(phrase("{path} is too large for a baseline.", path=path))
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableInput(
            phrase(
                "{path} cannot be opened ({reason}): --write-baseline makes one.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    except ValueError as error:
        raise UnusableInput(
            phrase("{path} is not a baseline: it is not UTF-8.", path=path)
        ) from error
    return read_baseline(text, str(path))


def _findings(number: int) -> Phrase:
    return counted(number, "{count} known finding", "{count} known findings")
