"""Invented records for the tests of linking."""

from typing import Any


def split(text: str) -> dict[str, str]:
    country, register, number = text.split("-")
    return {"scheme": f"{country}-{register}", "id": number}


def record(id_: str, name: str = "An initiative", **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": name, **more}


def body(name: str, *numbers: str, role: str = "lead", **more: Any) -> dict[str, Any]:
    made = {"name": name, "roles": [role], **more}
    return made | ({"identifiers": [split(number) for number in numbers]} if numbers else {})


def place(name: str, country: str = "GB") -> dict[str, str]:
    return {"name": name, "country": country}
