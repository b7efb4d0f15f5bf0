"""A bare loop over records with Jinja2: a short page each, in one process, with nothing kept.

It prints how many it wrote. It does no API, lists, search, downloads, links, manifest or reading
back.
"""

import json
import sys
from pathlib import Path

from jinja2 import DictLoader, Environment

BASE = """<!DOCTYPE html><html lang="en"><head><title>{% block title %}{% endblock %}</title></head>
<body><header><a href="../../">Directory</a></header><main>{% block main %}{% endblock %}</main>
<footer>Every record says where its facts come from.</footer></body></html>"""
PAGE = """{% extends "base" %}{% block title %}{{ r.name }}{% endblock %}{% block main %}
<h1>{{ r.name }}</h1><p>{{ r.description }}</p>
<ul>{% for place in r.places %}<li>{{ place.name }}, {{ place.country }}</li>{% endfor %}</ul>
<h2>Who takes part</h2><ul>{% for body in r.organisations %}<li>{{ body.name }}
{% for role in body.roles %}{{ role }} {% endfor %}</li>{% endfor %}</ul>
<h2>Evidence</h2><ul>{% for claim in r.evidence %}<li>{{ claim.direction }}: {{ claim.claim }}
{{ claim.sources|join(", ") }}</li>{% endfor %}</ul>
<h2>Milestones</h2><ul>{% for each in r.milestones %}<li>{{ each.date }} {{ each.title }}</li>
{% endfor %}</ul>
<h2>Sources</h2><ul>{% for source in r.sources %}<li id="{{ source.id }}">
<a href="{{ source.url }}">{{ source.title }}</a></li>{% endfor %}</ul>{% endblock %}"""


def main(table: Path, out: Path) -> None:
    environment = Environment(loader=DictLoader({"base": BASE, "page": PAGE}), autoescape=True)
    template = environment.get_template("page")
    pages = 0
    with table.open("rb") as lines:
        next(lines)  # the envelope
        for line in lines:
            record = json.loads(line)
            folder = out / "initiatives" / record["id"]
            folder.mkdir(parents=True)
            (folder / "index.html").write_text(template.render(r=record), encoding="utf-8")
            pages += 1
    print(pages)


main(Path(sys.argv[1]), Path(sys.argv[2]))
