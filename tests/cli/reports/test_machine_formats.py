"""SARIF, JUnit and GitLab: held to their schemas, with exact counts and places."""

import json

from click.testing import CliRunner

from anytown import HEADER, named
from cpstandard.cli import main
from cpstandard.cli.reports import gitlab, junit, sarif
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import Report


def results(read_sarif, codes, *reports):
    (run,) = read_sarif(sarif.render(reports, codes))["runs"]
    return run, run["results"]


def test_sarif_counts_what_it_does_not_list(read_sarif, codes, report):
    run, found = results(read_sarif, codes, report)
    assert [(r["ruleId"], r["level"], r["occurrenceCount"]) for r in found] == [
        ("unknown-code", "error", 3),
        ("unknown-code", "error", 3),
        ("unknown-code", "error", 15),
        ("unknown-heading", "warning", 1),
        ("damaged-text", "note", 1),
    ]
    assert sum(r["occurrenceCount"] for r in found) == sum(g.count for g in report.groups.values())
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in found)


def test_sarif_rules_come_with_the_help_of_the_catalogue(read_sarif, codes, report):
    run, _ = results(read_sarif, codes, report)
    rule = next(r for r in run["tool"]["driver"]["rules"] if r["id"] == "unknown-code")
    assert codes["unknown-code"].mend in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_sarif_places_are_cells_of_tables_and_lines_of_texts(read_sarif, codes, report):
    _, found = results(read_sarif, codes, report)
    (cell,) = found[0]["locations"]
    assert cell["physicalLocation"] == {
        "artifactLocation": {"uri": "ours/Our%20list.xlsx"},
        "region": {"startLine": 1},
    }
    assert cell["logicalLocations"] == [
        {"name": "C2", "fullyQualifiedName": "Initiatives!C2", "kind": "cell"}
    ]
    (line,) = found[4]["locations"]
    assert line["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 9}
    assert line["logicalLocations"][0]["fullyQualifiedName"] == "/initiatives/0/name"


def test_sarif_has_a_line_for_every_result_and_no_more_of_them_than_github_takes(
    read_sarif, codes, monkeypatch
):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 40)
    reports = [Report(f"{name}.csv", limit=100) for name in "abc"]
    for report in reports:
        for code in ("padded-text", "unknown-code"):
            for row in range(50):
                place = Location(report.file, cell=f"A{row}", row=row)
                report.add(Finding(code, Severity.ERROR, "?", place, f"a-{row}"))
    _, found = results(read_sarif, codes, *reports)
    assert 30 < len(found) <= 40
    assert sum(r["occurrenceCount"] for r in found) == 300
    places = [place["physicalLocation"] for r in found for place in r["locations"]]
    assert all(place["region"]["startLine"] >= 1 for place in places)


def test_sarif_has_one_rule_for_codes_that_are_shown_alike(read_sarif, codes):
    report = Report("a.csv")
    for code in ("odd\x01", "odd\x02"):
        report.add(Finding(code, Severity.ERROR, "?"))
    run, found = results(read_sarif, codes, report)
    assert len(run["tool"]["driver"]["rules"]) == 1
    assert len(found) == 2


def test_sarif_messages_hold_no_placeholder_and_no_link(read_sarif, codes, report):
    _, found = results(read_sarif, codes, report)
    assert found[4]["message"]["text"] == "A {{brace}} and [a] (b)."


def test_sarif_says_which_checks_were_not_run(read_sarif, codes, report):
    run, _ = results(read_sarif, codes, report)
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["associatedRule"]["id"] == "duplicate-id"
    rules = run["tool"]["driver"]["rules"]
    assert rules[notice["associatedRule"]["index"]]["id"] == "duplicate-id"


def test_all_files_are_one_sarif_run_and_no_finding_is_called_like_another(
    read_sarif, read_gitlab, codes, report, clean
):
    run, found = results(read_sarif, codes, report, clean, report)
    names = [r["partialFingerprints"]["cpstandard/v1"] for r in found]
    assert len(names) == len(set(names)) == 10
    assert {a["location"]["uri"] for a in run["artifacts"]} == {
        "good.json",
        "ours/Our%20list.xlsx",
        "ours/a.json",
    }
    entries = read_gitlab(gitlab.render([report, clean, report]))
    assert [e["fingerprint"] for e in entries] == names


def test_a_row_put_in_above_changes_no_fingerprint(read_gitlab):
    def names(first_row):
        report = Report("a.xlsx")
        for number in range(3):
            row = first_row + number
            where = Location("a.xlsx", "/name", sheet="S", cell=f"B{row}", row=row)
            report.add(Finding("padded-text", Severity.WARNING, "?", where, f"a-{number}", " x"))
        return [e["fingerprint"] for e in read_gitlab(gitlab.render([report]))]

    assert names(2) == names(9)


def test_gitlab_names_severity_file_line_and_cell(read_gitlab, report):
    entries = read_gitlab(gitlab.render([report]))
    assert entries[0]["description"].startswith("Initiatives!C2: “citty” is not one of the codes")
    assert entries[0]["description"].endswith("Did you mean “city”?")
    assert [e["severity"] for e in entries] == ["major", "major", "major", "minor", "info"]
    assert entries[2]["description"] == "… and 15 more"
    assert entries[4]["location"] == {"path": "ours/a.json", "lines": {"begin": 3}}


def test_nothing_found_is_a_valid_document_in_each_form(
    read_sarif, read_gitlab, read_junit, codes, clean
):
    assert results(read_sarif, codes, clean)[1] == []
    assert read_gitlab(gitlab.render([clean])) == []
    suite = read_junit(junit.render([clean], codes)).find("testsuite")
    assert suite.get("tests") == str(len(codes))
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "0")


def test_junit_has_a_suite_a_file_and_a_case_a_code(read_junit, codes, report, clean):
    document = read_junit(junit.render([report, clean], codes))
    suites = document.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["ours/Our list.xlsx", "good.json"]
    cases = {case.get("name"): case for case in suites[0].findall("testcase")}
    assert set(codes) == set(cases)
    failure = cases["unknown-code"].find("failure")
    assert failure.get("message").startswith("21 times, first: “citty” is not one of the codes")
    assert failure.text.splitlines()[-1] == "… and 15 more"
    assert "Our list.xlsx Initiatives!C3: " in failure.text
    assert cases["unknown-heading"].find("failure") is None
    assert "A heading is not known." in cases["unknown-heading"].findtext("system-out")
    assert cases["duplicate-id"].find("skipped").get("message").startswith("Not run on 1 init")
    assert (suites[0].get("failures"), suites[0].get("skipped")) == ("1", "1")
    assert document.get("failures") == "1"
    assert document.get("tests") == str(2 * len(codes))


def test_the_command_writes_each_form_and_leaves_out_what_is_ignored(
    tmp_path, monkeypatch, read_sarif, read_gitlab, read_junit
):
    monkeypatch.chdir(tmp_path)
    header = {**HEADER, "standardVersion": "0.1"}
    record = named(1, name="Mill Lane Hall (invented)", scope="citty")
    lines = f"{json.dumps(header)}\n{json.dumps(record)}\n"
    (tmp_path / "ours.jsonl").write_text(lines, encoding="utf-8")

    def written(form, *more):
        call = ["validate", "ours.jsonl", "--format", form, "-o", f"out.{form}", *more]
        assert CliRunner().invoke(main, call).exit_code == (0 if more else 1)
        return (tmp_path / f"out.{form}").read_text(encoding="utf-8")

    (result,) = read_sarif(written("sarif"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "ours.jsonl"
    assert place["region"]["startLine"] == 2
    assert result["properties"]["recordId"] == "anytown-1"
    assert read_gitlab(written("gitlab"))[0]["check_name"] == "unknown-code"
    names = read_junit(written("junit")).xpath("//testcase[failure]/@name")
    assert names == ["unknown-code"]
    names = read_junit(written("junit", "--ignore", "unknown-code")).xpath("//testcase/@name")
    assert "unknown-code" not in names
    assert "unknown-field" in names
