"""Writes a new distribution from the skeleton of an importer or a check."""

import keyword
from dataclasses import asdict, dataclass
from pathlib import Path

import jinja2

from cpstandard.core.errors import UnusableInput
from cpstandard.registry import KEBAB

_SKELETONS = Path(__file__).parent / "skeletons"
_ENDING = ".jinja"
_CODE = frozenset('"`\\')  # signs that mean something in the files that are written


@dataclass(frozen=True, slots=True)
class Names:
    """What a new distribution and the things in it are called."""

    id: str
    distribution: str
    package: str
    klass: str
    function: str
    title: str

    @classmethod
    def made_from(cls, name: str, title: str = "") -> "Names":
        """Return the names that follow from an id; raises ``UnusableInput`` for a bad one.

        ``title`` is what people call it, where that is not the words of the id.
        """
        if not KEBAB.fullmatch(name) or len(name) > 50:  # noqa: PLR2004 - as long as an id may be
            raise UnusableInput(f"{name!r:.80}: name it in lower-case-words, such as bury-gardens.")
        if len(title) > 100 or not title.isprintable() or set(title) & _CODE:  # noqa: PLR2004 - a line
            raise UnusableInput(
                f"--title {title!r:.120}: name it on one line, without quotes and backslashes."
            )
        words = name.split("-")
        klass = "".join(word.capitalize() for word in words)
        function = "_".join(words)
        return cls(
            id=name,
            distribution=f"cpstandard-{name}",
            package=f"cpstandard_{'_'.join(words)}",
            klass=klass if klass[0].isalpha() else f"Register{klass}",
            function=function if _may_name(function) else f"check_{function}",
            title=" ".join(title.split()) or " ".join(words).capitalize(),
        )


def _may_name(word: str) -> bool:
    return word.isidentifier() and not keyword.iskeyword(word)


def write_distribution(kind: str, names: Names, into: Path) -> list[Path]:
    """Write the skeleton ``kind`` below ``into`` and return its files, the folder first.

    Raises ``UnusableInput`` where the folder is there already: nothing is overwritten.
    """
    folder = into / names.distribution
    if folder.exists():
        raise UnusableInput(f"{folder} is there already: choose another name, or delete it.")
    environment = jinja2.Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - code, not pages; the names are words
    )
    written = [folder]
    for source in sorted((_SKELETONS / kind).rglob(f"*{_ENDING}")):
        place = source.relative_to(_SKELETONS / kind).as_posix().removesuffix(_ENDING)
        target = folder / place.replace("PACKAGE", names.package)
        text = environment.from_string(source.read_text(encoding="utf-8")).render(asdict(names))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UnusableInput(f"{target} cannot be written: {error.strerror}.") from None
        written.append(target)
    return written
