"""What the templates were parsed and compiled to, kept for the next builds of this process.

Parsing and compiling is most of a small build; every page of every language asks for the same, and
so does each build of a preview that is made anew whenever a file changes.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates

if TYPE_CHECKING:
    from types import CodeType

SYNTAX: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
_PARSER = Environment(**SYNTAX)  # noqa: S701 - it renders nothing
_CODE: dict[str, dict[str, tuple[str, "CodeType"]]] = {}


@cache
def brought_in(text: str, name: str, file: str | None) -> tuple[str | None, ...]:
    """Return the names of the templates that one brings in; ``None`` for one not known before.

    Raises ``jinja2.TemplateSyntaxError`` where the text is no template.
    """
    return tuple(find_referenced_templates(_PARSER.parse(text, name, file)))


class Compiled(BytecodeCache):
    """The code of templates for pages in one language.

    Each language has its own, for a phrase that stands in a template is put into the language when
    that is compiled.
    """

    def __init__(self, language: str) -> None:
        """Take what was compiled for ``language``, a tag such as ``cy``."""
        self._kept = _CODE.setdefault(language, {})

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose text is what it was."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template in place of what it was before."""
        assert bucket.code is not None
        self._kept[bucket.key] = bucket.checksum, bucket.code
