"""The generated pages are fresh, and the pages link only to what is there."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("reference", ROOT / "scripts/reference.py")
reference = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference)
_LISTED = subprocess.run(
    ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
)
DOCUMENTS = [ROOT / name for name in _LISTED.stdout.splitlines() if (ROOT / name).is_file()]
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("path", reference.PAGES, ids=lambda path: path.name)
def test_the_generated_pages_are_fresh(path):
    fresh = reference.PAGES[path]()
    assert path.read_text(encoding="utf-8") == fresh, "run: python scripts/reference.py"


def test_the_reference_of_programs_has_all_that_the_package_gives():
    import cpstandard

    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    for name in set(cpstandard.__all__) - {"__version__"}:
        assert f"### {name}\n" in page


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_project_leads_to_a_file(path):
    text = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:|#", target):
            continue
        file = (path.parent / target.partition("#")[0]).resolve()
        assert file.is_relative_to(ROOT), target
        assert file.exists(), target
