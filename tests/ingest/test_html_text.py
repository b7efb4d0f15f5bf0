"""The plain text of the HTML that people wrote into a register."""

from cpstandard.ingest.html_text import first_paragraphs, paragraphs


def test_paragraphs_without_headings_and_scripts() -> None:
    html = (
        "<h2>Summary</h2><p>One &amp; <b>two</b>&nbsp;three<br>four</p><script>alert(1)</script>"
        "<ul><li>five<li>six</ul><style>p{}</style>seven <!-- not this --> eight"
    )
    assert paragraphs(html) == ["One & two three", "four", "five", "six", "seven eight"]


def test_html_that_is_none_or_is_broken() -> None:
    assert paragraphs("") == []
    assert paragraphs("plain words\n in lines") == ["plain words in lines"]
    assert paragraphs("<p>open <i>and <p>never closed </div></script>") == [
        "open and",
        "never closed",
    ]


def test_as_many_paragraphs_as_fit() -> None:
    assert first_paragraphs(["a" * 30, "b" * 30, "c" * 30], 70) == f"{'a' * 30}\n{'b' * 30}"
    assert first_paragraphs(["a" * 100, "b"], 50) == "a" * 100
    assert first_paragraphs([], 50) == ""
