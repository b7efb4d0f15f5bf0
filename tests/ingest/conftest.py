import json

import pytest

from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.schema_store import schema_folder, standard


@pytest.fixture
def opened(tmp_path):
    """Write bytes or text to a file, open it, and return the source and its records."""

    def open_it(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        source = open_package(open_document(path, name=name), standard)
        return source, list(source.records())

    return open_it


@pytest.fixture(scope="session")
def example():
    return json.loads((schema_folder() / "1.0/examples/full.json").read_text(encoding="utf-8"))
