"""How ``site.yaml`` says what the site looks like and says of itself."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from cpstandard.core.colour import clashes
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import OptionMistakes
from cpstandard.registry.strict_model import Strict

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Text = Annotated[str, Field(min_length=1, max_length=5000)]
Tag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class Colours(Strict):
    """The colours of one scheme, each such as ``#17324d``; what is left out stays as it is."""

    paper: Colour | None = Field(default=None, description="The ground of the page.")
    raised: Colour | None = Field(default=None, description="The ground of cards and the header.")
    sunk: Colour | None = Field(default=None, description="The ground of bands across the page.")
    ink: Colour | None = Field(default=None, description="Text.")
    quiet: Colour | None = Field(default=None, description="Text that says less.")
    link: Colour | None = Field(default=None, description="Links.")
    accent: Colour | None = Field(default=None, description="The banner of the home page.")
    accent_ink: Colour | None = Field(default=None, description="Text on it.")


class Schemes(Strict):
    """``colours``: those of the light and of the dark scheme, which the reader's system chooses."""

    light: Colours = Field(default=Colours(), description="Colours by day.")
    dark: Colours = Field(default=Colours(), description="Colours by night.")

    def chosen(self) -> dict[str, dict[str, str]]:
        """Return the colours that are set, by scheme and name."""
        return {
            scheme: {name: value.lower() for name, value in colours.items() if value}
            for scheme, colours in self.model_dump().items()
        }

    @model_validator(mode="after")
    def _can_be_read(self) -> "Schemes":
        mistakes = []
        chosen = self.chosen()
        for clash in clashes(chosen):
            change = f"take {clash.better} for {clash.text}" if clash.better else ""
            change = change or f"take another ground for {clash.ground}"
            key = clash.text if clash.text in chosen[clash.scheme] else clash.ground
            said = (
                f"{clash.text} has a contrast of {clash.contrast:.1f} on "
                f"{clash.ground}, and text needs 4.5; {change}, or change {clash.ground}"
            )
            mistakes.append((f"{clash.scheme}/{key}", said))
        if mistakes:
            raise OptionMistakes(mistakes)
        return self


class Texts(Strict):
    """What the site says of itself in one language; an empty line begins a paragraph."""

    title: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="Its name in this language, if it has another."
    )
    heading: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The heading of the home page."
    )
    intro: Text | None = Field(default=None, description="The text below it.")
    about: Text | None = Field(
        default=None, description="Who runs the directory and why: first on the page about it."
    )


def templates_of(folder: Path, name: str) -> Path:
    """Return the site's own folder of templates, below the registry's ``folder``.

    Raises ``UnusableInput`` if it is not one.
    """
    root, where = folder.resolve(), f"{folder / 'site.yaml'}: templates: {name!r:.80}"
    path = (root / name).resolve()
    if not path.is_relative_to(root) or path == root:
        raise UnusableInput(f"{where} leads out of the registry; put the folder inside.")
    if not path.is_dir():
        raise UnusableInput(f"{where} is no folder; make {folder / name}, or leave it out.")
    return path
