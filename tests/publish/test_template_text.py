"""Templates are read for their words, and said anew, without a sign in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.renderer import TEMPLATES
from cpstandard.publish.template_text import Message, messages_in, reworded

FILES = sorted(TEMPLATES.rglob("*.html"))


def texts(source: str) -> list[str]:
    return [message.one for message in messages_in(source)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<h1>All</h1><p>Some</p>", ["All", "Some"]),
        ("<p>See <a href=\"{{ to('x/') }}\">all {{ n }}</a>.</p>", ["See <a>all {n}</a>."]),
        ("<p><a href='x'>One</a>, <a href='y'>two</a></p>", ["<a>One</a>, <a2>two</a2>"]),
        ("<p><a href='x'>Alone</a></p>", ["Alone"]),
        ("<p>{{ x }} · {{ y }}</p>", []),
        ("<p>of {{ entry.day|day }}</p>", ["of {day}"]),
        ("<p>Is {{ a.n|number }} or {{ b.n|number }}</p>", ["Is {n} or {n2}"]),
        ("<p>{% if x %}yes{% else %}no{% endif %}</p>", ["yes", "no"]),
        ('<ul aria-label="Chosen {{ n }}"><li>{{ x }}</li></ul>', ["Chosen {n}"]),
        ('<meta name="viewport" content="width=device">', []),
        ('<meta name="description" content="About it">', ["About it"]),
        ("<p>Run <code>it {{ x }}</code> now</p>", ["Run {code} now"]),
        ("<pre>Not this</pre><script>nor this</script>{# nor this #}", []),
        ("<p>A {b}</p>", ["A {{b}}"]),
        ("<p>one\n  two</p>", ["one two"]),
        ("<p>{{ sign }}<b>{% if x %}</b>{% endif %}bold</p>", ["bold"]),
        ('{% if x.language %} lang="{{ x.language }}"{% endif %}', []),
    ],
)
def test_messages(source: str, found: list[str]) -> None:
    assert texts(source) == found


@pytest.mark.parametrize(
    "value",
    [
        '{{ "place" if n == 1 else "places" }}',
        '{{ "places" if n != 1 else "place" }}',
        '{{ "places" if n > 1 else "place" }}',
    ],
)
def test_a_plural_is_one_message(value: str) -> None:
    (message,) = messages_in(f"<p>{{{{ n|number }}}} {value}</p>")
    assert (message.one, message.many, message.number) == ("{n} place", "{n} places", "n")


def test_two_plurals_in_one_sentence_are_refused() -> None:
    source = '<p>{{ "a" if n == 1 else "b" }} and {{ "c" if m == 1 else "d" }}</p>'
    with pytest.raises(ValueError, match="plurals of n and of m"):
        messages_in(source)


def test_what_is_said_stands_where_it_stood() -> None:
    source = '<p class="x">See <a href="y">all\n {{ n|number }}</a> here</p>\n<p>End</p>'

    def tell(message: Message) -> str:
        return message.source(
            {"See <a>all {n}</a> here": "Yma <a>{n}: oll</a>"}.get(message.one, "Fin")
        )

    said = reworded(source, tell)
    assert said == '<p class="x">Yma <a href="y">{{ n|number }}: oll</a>{#\n#}</p>\n<p>Fin</p>'


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_template_said_in_its_own_words_keeps_its_lines(path) -> None:
    source = path.read_text(encoding="utf-8")
    said = reworded(source, lambda message: message.source(message.many or message.one))
    assert said.count("\n") == source.count("\n")


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<p>", "</a>", "<a>", "{{ x }}", "{% y %}", "z ", "\n"])
    )
)
def test_any_soup_of_pieces_keeps_its_lines_and_ends(parts: list[str]) -> None:
    source = "".join(parts)
    said = reworded(source, lambda message: message.source(message.one))
    assert said.count("\n") == source.count("\n")
    assert "".join(said.split()).replace("{##}", "") == "".join(source.split())
