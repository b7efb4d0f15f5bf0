"""The API's description in OpenAPI 3.1: every address, what it answers, and what may go wrong."""

from collections.abc import Sequence
from typing import Any

from cpstandard.core.standard import Schema
from cpstandard.publish.api.lists import Kind
from cpstandard.publish.api.paths import ROOT
from cpstandard.publish.directory import Directory

_NO_FILE = {
    "description": "There is no such file: the id or code is not in this edition, or the page is "
    "past the last. An index or a list says what there is; follow its links rather than make "
    "addresses. A record that was withdrawn is gone for good. The body is the host's own page.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}
_ABOUT = (
    "Plain JSON files, made anew with each edition: no key, no limit, nothing is computed when you "
    "ask. Links count from the file that they stand in, so that the whole can be copied anywhere. "
    "Ask with If-None-Match or If-Modified-Since where the host supports it. Addresses below v1 "
    "stay, and fields are only ever added: pass over one that you do not know. Each record has its "
    "own licence, at provenance.licence; data/licences.json says what each allows."
)
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_LINK: Schema = {"type": "string", "format": "uri-reference", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def description(directory: Directory, kinds: Sequence[Kind]) -> dict[str, Any]:
    """Return the description of a directory's API; ``kinds`` are its lists."""
    below = f"/{ROOT}"
    kind = _parameter("kind", "What is listed by.", "practices", [k.name for k in kinds])
    code = _parameter("code", "The code of the term, as the index of its kind gives it.", "gb")
    page = _page_parameter()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{directory.title}: API",
            "version": "1",
            "summary": "Initiatives of community power as static files.",
            "description": _ABOUT,
            "license": {
                "name": "Each record says its own",
                "url": f"{directory.base_url.rstrip('/') or '../..'}/data/licences/",
            },
        },
        "servers": [{"url": directory.base_url.rstrip("/") or "../.."}],
        "paths": {
            f"{below}index.json": _path("getIndex", "Where everything is", "Index"),
            f"{below}initiatives/{{id}}.json": _path(
                "getInitiative",
                "One record, as a valid package of the standard that says who publishes it; of one "
                "that was withdrawn, that it was",
                "Record",
                _parameter("id", "The initiative's permanent id.", "founding-example"),
            ),
            f"{below}withdrawn.json": _path(
                "listWithdrawn",
                "What was taken down, so that whoever has a copy deletes it there too",
                "WithdrawnList",
            ),
            f"{below}lists/all/{{page}}.json": _path(
                "listAll", "All initiatives, by name", "List", page
            ),
            f"{below}lists/{{kind}}/index.json": _path(
                "listTerms",
                "The places, practices, clusters or publishers there are",
                "Terms",
                kind,
            ),
            f"{below}lists/{{kind}}/{{code}}/{{page}}.json": _path(
                "listByTerm",
                "The initiatives of one place, practice, cluster or publisher, by name",
                "List",
                kind,
                code,
                page,
            ),
        },
        "components": {"schemas": _schemas(directory)},
    }


def _path(operation: str, summary: str, schema: str, *parameters: Schema) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    found: dict[str, Any] = {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": {"description": f"{summary}.", "content": content}},
    }
    if parameters:
        found["parameters"] = list(parameters)
        found["responses"]["404"] = _NO_FILE
    return {"get": found}


def _parameter(
    name: str, words: str, example: str, choices: Sequence[str] | None = None
) -> dict[str, Any]:
    schema: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
    if choices:
        schema = {"type": "string", "enum": list(choices)}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": words,
        "schema": schema,
        "example": example,
    }


def _page_parameter() -> dict[str, Any]:
    return {
        "name": "page",
        "in": "path",
        "required": True,
        "description": "The page, from 1; links.next is there while there is another.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 1,
    }


def _schemas(directory: Directory) -> dict[str, Schema]:
    package = {k: v for k, v in directory.data_standard.package.items() if k != "$id"}
    return {
        "Index": _object(
            {
                "title": _TEXT,
                "standardVersion": _TEXT,
                "dataDate": _TEXT,
                "records": _COUNT,
                "terms": _TEXT,
                "links": {"type": "object", "additionalProperties": _TEXT},
                "lists": {"type": "object", "additionalProperties": _LINK},
            }
        ),
        "Terms": _object(
            {
                "kind": _TEXT,
                "title": _TEXT,
                "description": _TEXT,
                "dataDate": _TEXT,
                "links": _links("self", "up"),
                "terms": {
                    "type": "array",
                    "items": _object(
                        {"code": _TEXT, "title": _TEXT, "records": _COUNT, "list": _LINK}
                    ),
                },
            }
        ),
        "List": _object(
            {
                "kind": _TEXT,
                "title": _TEXT,
                "dataDate": _TEXT,
                "records": _COUNT,
                "page": {"type": "integer", "minimum": 1},
                "pages": {"type": "integer", "minimum": 1},
                "links": _links("self", "first", "last", "up", also=("previous", "next")),
                "initiatives": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/Item"},
                },
            },
            {"code": _TEXT},
        ),
        "Item": _object(
            {
                "id": _TEXT,
                "name": _TEXT,
                "publisher": _TEXT,
                "licence": _TEXT,
                "record": _LINK,
                "page": _LINK,
            },
            {
                "clusters": _TEXTS,
                "practices": _TEXTS,
                "countries": _TEXTS,
                "place": _TEXT,
                "started": _TEXT,
                "ended": _TEXT,
                "copyOf": {
                    **_TEXT,
                    "description": "The day of the last good copy that it is shown from, where "
                    "newer data could not be had.",
                },
                "status": _TEXT,
                "updated": _TEXT,
            },
        ),
        "Record": {
            "oneOf": [
                {"$ref": "#/components/schemas/Package"},
                {"$ref": "#/components/schemas/Withdrawn"},
            ]
        },
        "Package": package,
        "Withdrawn": _object(
            {"status": {"const": 410}, "id": _TEXT, "withdrawn": _TEXT, "reason": _TEXT}
        ),
        "WithdrawnList": _object(
            {
                "withdrawn": {
                    "type": "array",
                    "items": _object(
                        {"withdrawn": _TEXT, "reason": _TEXT}, {"id": _TEXT, "publisher": _TEXT}
                    ),
                }
            }
        ),
    }


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def _links(*required: str, also: Sequence[str] = ()) -> Schema:
    return _object(dict.fromkeys(required, _LINK), dict.fromkeys(also, _LINK))
