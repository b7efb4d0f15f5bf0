"""Guides in Markdown become HTML in which nothing of theirs runs and every part has an address."""

import re

import pytest

from cpstandard.publish.markdown import links_in, render_prose

GUIDE = """# The *title* & more

The first words, with `a.path` and [a link](other.md).

## A part

### A part

## ...

| a | b |
| --- | --- |
| 1 | `x<y` |

[`a.path` in a link](https://example.org/?a=1&b=2) and "quoted" <b>bold</b> <script>alert(1)</script>
"""


def prose(text):
    known = {"a.path": '/page/"a".html'}
    return render_prose(text, lambda address: f"/to/{address}", known.get)


def test_title_and_summary():
    made = prose(GUIDE)
    assert made.title == "The title & more"
    assert made.summary == "The first words, with a.path and a link."
    assert made.html.startswith("<p>The first words")
    assert prose("Of two\nlines").summary == "Of two lines"


def test_a_text_without_a_title_or_any_words():
    assert prose("Words.").title == ""
    assert prose("").summary == prose("").title == ""
    assert prose("## A part").title == ""
    long = prose("word " * 100)
    assert len(long.summary) <= 201
    assert long.summary.startswith("word word")


def test_each_part_has_an_address_of_its_own():
    html = prose(GUIDE).html
    assert '<h2 id="a-part">' in html
    assert '<h3 id="a-part-2">' in html
    assert '<h4 id="a-part-3">' in prose("## A part\n\n### A part\n\n#### A part").html


def test_html_of_a_stranger_is_text():
    html = prose(GUIDE).html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;bold" in html
    assert "“quoted”" in html


def test_code_is_linked_to_its_page_but_not_inside_a_link():
    html = prose(GUIDE).html
    assert '<a href="/page/&#34;a&#34;.html"><code>a.path</code></a> and' in html
    assert "<code>x&lt;y</code>" in html
    assert (
        '<a href="/to/https://example.org/?a=1&amp;b=2"><code>a.path</code> in a link</a>' in html
    )


def test_a_table_can_be_scrolled():
    html = prose(GUIDE).html
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Table">\n<table>\n' in html
    assert html.count("</table>\n</div>\n") == html.count("<table>") == 1
    alone = prose("| a |\n| --- |\n").html
    assert alone.startswith('<div class="scroll"')
    assert alone.endswith("</table>\n</div>\n")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "vbscript:x", "data:text/html,<b>"])
def test_no_link_runs_a_script(address):
    assert "href" not in prose(f"[words]({address})").html


def test_the_links_of_a_text_in_order():
    assert links_in(GUIDE) == ["other.md", "https://example.org/?a=1&b=2"]
    assert links_in("none, <a href='x'>but this</a>") == []
    assert links_in("<div>\n[what is shown as text](x.md) is prose\n</div>") == ["x.md"]


def test_a_block_of_code_is_shown_as_it_is():
    html = prose("```sh\ncpstandard <validate>\n```\n").html
    assert html == ('<pre><code class="language-sh">cpstandard &lt;validate&gt;\n</code></pre>\n')


def test_a_part_without_words_has_an_address_too():
    (name,) = re.findall(r'<h2 id="([^"]+)">', prose("## →").html)
    assert re.fullmatch(r"[0-9a-f]{8}", name)
