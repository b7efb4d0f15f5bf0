"""What templates say is escaped as Jinja escapes it, in fewer calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from cpstandard.core.phrase import ENGLISH
from cpstandard.publish.directory import Directory
from cpstandard.publish.environment import environment_of, escaped

SIGNS = st.text(alphabet="&<>'\"ab \u2028\u202e\u00e9")


class _Shouting(str):
    """A text of another kind, which escaping must not take for one that is safe."""

    __slots__ = ()


@given(
    st.one_of(SIGNS, st.text(), SIGNS.map(Markup), SIGNS.map(_Shouting), st.integers(), st.floats())
)
def test_what_is_escaped_here_is_what_markupsafe_makes_of_it(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize("sign", list("&<>'\""))
def test_each_sign_alone_is_replaced(sign: str) -> None:
    assert sign not in str(escaped(f"a{sign}b")).replace(str(escape(sign)), "")


def test_templates_escape_whatever_the_way_that_a_text_takes(directory: Directory) -> None:
    environment = environment_of(directory, ENGLISH, "")
    template = environment.from_string(
        "{% macro told(x) %}<b>{{ x }}</b>{{ caller() }}{% endmacro %}"
        "{% set held %}<i>{{ text }}</i>{% endset %}"
        "{% call told(text) %}{{ text ~ text }}{% endcall %}{{ held }}"
        "{{ text | upper }}{{ [text] }}{{ text if text }}{{ safe }}"
    )
    made = template.render(text="<'&\">", safe=Markup("<hr>"))
    text = "&lt;&#39;&amp;&#34;&gt;"
    listed = escape(["<'&\">"])
    assert made == f"<b>{text}</b>{text}{text}<i>{text}</i>{text}{listed}{text}<hr>"


def test_it_is_our_escaping_that_templates_are_compiled_to(directory: Directory) -> None:
    """Jinja is told so by a method of its compiler that another version may not ask."""
    environment = environment_of(directory, ENGLISH, "")
    assert "environment.escaped(" in environment.compile("{{ text }}", raw=True)


def test_a_name_that_no_template_is_given_is_still_a_mistake(directory: Directory) -> None:
    environment = environment_of(directory, ENGLISH, "")
    with pytest.raises(UndefinedError):
        environment.from_string("{{ misspelt }}").render()


def test_what_one_template_is_given_is_not_known_to_the_others(directory: Directory) -> None:
    environment = environment_of(directory, ENGLISH, "")
    own = environment.from_string("{{ own }} {{ language }}", globals={"own": "mine"})
    assert own.render() == "mine en"
    with pytest.raises(UndefinedError):
        environment.from_string("{{ own }}").render()
