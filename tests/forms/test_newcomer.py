"""Somebody who has never seen the standard fills in the simple template, in LibreOffice too."""

import os
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from workbooks import fill

MAY_DAY = datetime(2024, 5, 1)  # noqa: DTZ001 - workbooks have no zones
ROWS = [
    {
        "Initiative id": "example-trust-swan",
        "Name": "The Swan (invented)",
        "Description": "Residents bought the last pub of the village and run it together.",
        "Clusters": "Building community capacity and assets",
        "Practices": "Community pub",
        "Place name": "Example Town",
        "Country": "United Kingdom",
        "Status": "Active",
        "Status as of": MAY_DAY,
        "Website": "https://example.org/swan",
        "Source title": "The pub's own page",
        "Source address": "https://example.org/swan/about",
    },
    {
        "Initiative id": "example-trust-garden",
        "Name": "Garden (invented)",
        "Description": "Neighbours dig a garden and share what grows in it every autumn.",
        "Clusters": "Collaboration with communities; building community capacity and assets",
        "Place name": "Example Town",
        "Country": "England",
        "Status": "ACTIVE",
        "Status as of": "2024",
        "Source title": "A leaflet",
    },
]
META = {"Publisher id": "example-trust", "Publisher name": "Example Trust", "Licence": "CC-BY-4.0"}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def office(path, ending):
    """Save ``path`` in another form with LibreOffice, as a person would; return the new path."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not here")
    profile = path.parent / "profile"
    folder = path.parent / f"as{ending}"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to",
         ending[1:], "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(path.parent)},
    )  # fmt: skip
    return folder / f"{path.stem}{ending}"


def check(path):
    result = run("validate", path)
    assert result.exit_code == 0, result.output
    assert "2 initiatives" in result.output


def test_the_simple_template_is_filled_in_and_valid(tmp_path):
    path = tmp_path / "ours.xlsx"
    assert run("template", path, "--simple").exit_code == 0
    fill(path, ROWS, META)
    check(path)


@pytest.mark.parametrize("ending", [".ods", ".xlsx"])
def test_through_libreoffice(tmp_path, ending):
    path = tmp_path / f"ours{ending}"
    assert run("template", path, "--simple").exit_code == 0
    book = office(path, ".xlsx")
    sheet = openpyxl.load_workbook(book)["Initiatives"]
    assert all(cell.comment for cell in sheet[1])
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(rules) == 3
    assert all("Codelists" in rule.formula1 for rule in rules)
    assert "semicolon" in " ".join(str(rule.prompt) for rule in rules)
    fill(book, ROWS, META)
    check(office(book, ".ods"))


def test_a_hand_made_table(tmp_path):
    path = tmp_path / "hand.csv"
    path.write_text(
        "Name,Cluster,Practice,Place,Country,Source,Notes,Internal comments\n"
        "The Swan,Building community capacity and assets,Community pub,Example Town,Wales,"
        "https://example.org,ask Ann,x\n"
    )
    result = run("validate", path)
    assert result.exit_code == 1
    assert result.output.count("“Package: Licence”") == 1
    assert result.output.count("ignored-column") == 1
    assert "unknown-heading" not in result.output
    assert "invalid-country-code" not in result.output


def test_what_is_missing_has_its_cell(tmp_path):
    path = tmp_path / "ours.xlsx"
    run("template", path, "--simple")
    fill(path, [{"Name": "Garden (invented)", "Source address": "www.example.org"}], META)
    result = run("validate", path)
    assert f"{path} Initiatives!A3" in result.output
    assert f"{path} Initiatives!K3" in result.output
    assert "Did you mean “https://www.example.org”?" in result.output


@pytest.mark.parametrize(
    ("heading", "cells"), [("Amount,Notes", "5,x"), ("Amount,Currency", "5,"), ("Amount", "5")]
)
def test_a_missing_companion_has_its_heading_and_a_cell(tmp_path, heading, cells):
    path = tmp_path / "hand.csv"
    path.write_text(f"Initiative id,Name,{heading}\nex-a,A,{cells}\n")
    output = run("validate", path).output
    assert "gives “Amount” without “Currency”." in output
    assert f"{path} {'D2' if 'Currency' in heading else 'C2'}" in output
