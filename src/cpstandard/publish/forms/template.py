"""The template: an empty spreadsheet to be filled in, in each form of table."""

from typing import BinaryIO, Protocol

from cpstandard.core.standard import Standard
from cpstandard.publish.forms.template_csv import write_template_csv
from cpstandard.publish.forms.template_ods import write_template_ods
from cpstandard.publish.forms.template_xlsx import write_template_xlsx


class TemplateWriter(Protocol):
    """Writes the template of a version of the standard; same input, same bytes."""

    def __call__(
        self, out: BinaryIO, standard: Standard, *, simple: bool = ..., language: str = ...
    ) -> None:
        """Write it to ``out``; ``language`` is one of ``standard.wordings``."""


TEMPLATE_WRITERS: dict[str, TemplateWriter] = {
    ".xlsx": write_template_xlsx,
    ".ods": write_template_ods,
    ".csv": write_template_csv,
}
"""The writers by the ending of the file they make."""

__all__ = [
    "TEMPLATE_WRITERS",
    "TemplateWriter",
    "write_template_csv",
    "write_template_ods",
    "write_template_xlsx",
]
