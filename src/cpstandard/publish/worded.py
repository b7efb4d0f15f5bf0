"""Templates in the language of their site: translated once, when they are compiled."""

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import Extension

from cpstandard.core.phrase import Words
from cpstandard.publish.template_text import Message, reworded

_FORM = "plural_form"
_NUMBERS = range(200)
"""Numbers among which every form of a plural is asked for in every language."""


class Worded(Extension):
    """Says the text of every template in the words of ``environment.words``."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with its messages translated; lines keep their numbers."""
        words: Words = vars(self.environment)["words"]
        try:
            return reworded(source, lambda message: _said(message, words))
        except ValueError as error:
            raise TemplateSyntaxError(str(error), 1, name, filename) from error


def let_speak(environment: Environment, words: Words) -> None:
    """Translate the templates of ``environment`` from now on."""
    vars(environment)["words"] = words
    environment.add_extension(Worded)
    environment.globals[_FORM] = words.form


def _said(message: Message, words: Words) -> str:
    if not message.many:
        return message.source(words.one(message.one))
    texts: dict[int, str] = {}
    for number in _NUMBERS:
        texts.setdefault(words.form(number), words.many(message.one, message.many, number))
    *others, last = sorted(texts)
    parts = []
    for form, sign in zip(others, ["if", *["elif"] * len(others)], strict=False):
        test = f"{_FORM}({message.number}) == {form}"
        parts.append(f"{{% {sign} {test} %}}{message.source(texts[form])}")
    rest = message.source(texts[last])
    return f"{''.join(parts)}{{% else %}}{rest}{{% endif %}}" if parts else rest
