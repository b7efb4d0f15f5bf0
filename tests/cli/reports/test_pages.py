"""HTML and Markdown: what a person finds in them."""

from cpstandard.cli.reports import html, markdown
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.fix import Fix
from cpstandard.core.location import Location
from cpstandard.core.report import Report


def test_html_begins_with_the_verdict_and_goes_on_to_why_and_how(codes, report):
    page = html.render([report], codes)
    entry = codes["unknown-code"]
    said = [
        "<h1>Report on ours/Our list.xlsx</h1>",
        "ours/Our list.xlsx cannot be published yet: 21 errors, 1 warning and 1 note in 40",
        "What was found, worst first",
        entry.what,
        "Next: mend the errors from the top",
        f"<p>{entry.what}</p>",
        entry.why,
        entry.mend,
        "the first 6",
        "Initiatives!C2",
        "Did you mean “city”?",
        "… and 15 more",
        "More may come to light once mistakes are mended. Could not be run on 1 initiative: dupl",
    ]
    places = [page.find(words) for words in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)


def test_html_fetches_nothing(codes, report):
    page = html.render([report], codes)
    assert "http" not in page.replace('<meta http-equiv="Content-Security-Policy"', "")
    assert "<script" not in page
    assert "url(" not in page


def test_html_lists_what_was_corrected_in_a_copy(codes, clean):
    where = Location(clean.file, "/scope", sheet="Initiatives", cell="C2")
    clean.fixes = [Fix("padded-text", where, "City ", "city", "It was padded.")]
    page = html.render([clean], codes)
    assert "Corrected in the copy" in page
    assert "“City ”" in page
    assert "“city”" in page
    assert "Initiatives!C2" in page


def test_html_names_lines_of_texts_and_another_file_in_full(codes):
    report = Report("a.json", records=1)
    for file, message in (("a.json", "One."), ("b.json", "Two.")):
        report.add(Finding("x-y", Severity.INFO, message, Location(file, line=3, column=9)))
    report.add(Finding("x-z", Severity.INFO, "Three.", Location("a.json")))
    page = html.render([report], codes)
    for place in ("line 3, column 9", "b.json:3:9", "the whole file"):
        assert f"<bdi>{place}</bdi>" in page


def test_markdown_has_a_verdict_a_table_and_capped_examples(codes, report):
    lines = markdown.render([report], codes).splitlines()
    assert lines[0] == (
        "### ours/Our list.xlsx cannot be published yet: "
        "21 errors, 1 warning and 1 note in 40 initiatives."
    )
    assert "| ❌ error | unknown-code | 21 |" in lines
    (sentence,) = (line for line in lines if "is not one of the codes for Scope" in line)
    assert "… and 19 more places** — “citty”" in sentence
    assert f"To mend it: {codes['unknown-code'].mend}" in lines
    assert sentence.startswith("- **ours/Our list.xlsx Initiatives!C")
    assert lines[-1] == (
        "More may come to light once mistakes are mended. "
        "Could not be run on 1 initiative: duplicate-id."
    )


def test_markdown_of_a_sound_file_is_one_line(codes, clean):
    assert markdown.render([clean], codes).strip() == (
        "### good.json can be published: nothing to mend in 3 initiatives."
    )


def test_markdown_fits_in_a_comment_whatever_was_found(codes):
    reports = []
    for number in range(300):
        report = Report(f"{number}.json", records=1)
        for code in range(40):
            for _ in range(9):
                where = Location("f" * 500, line=1)
                report.add(Finding(f"code-{code}", Severity.ERROR, "*" * 2000, where))
        reports.append(report)
    for found in (reports[:1], reports[:3], reports):
        assert len(markdown.render(found, codes)) < 65_536
    assert "more file" in markdown.render([*reports, *reports, *reports], codes)
