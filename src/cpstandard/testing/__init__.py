"""What an importer's author tests with: a pytest plugin that asks every case for all promises.

It comes with cpstandard. Each folder below ``tests/cases/`` of a distribution is a case: a
``document.*`` (or a folder ``document``), an ``options.yaml`` where options are needed, and
``expected.json``, which ``pytest --write-expected`` writes for somebody to read. ``promises`` says
what is asked of each case.
"""
