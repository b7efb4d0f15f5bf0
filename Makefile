# Two commands do all the set-up on a fresh machine with Python 3.11 and make:
#   make site   publishes the directory of the embedded registry, with no network
#   make test   runs every test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stamp changes with what the environment is made from, so an up-to-date one costs nothing.
READY := $(VENV)/.ready
# The peers of the benchmarks bring some thirty distributions, which nothing else needs.
PEERS := $(VENV)/.peers
# PySpark takes 500 MB, for build --engine spark alone; its tests are skipped without it.
SPARK := $(VENV)/.spark
FUZZ := $(VENV)/.fuzz
MUTATION := $(VENV)/.mutation
MINUTES ?= 10
# The tests that are to run every branch of the guards; [tool.coverage] in pyproject.toml names those.
GUARDED := tests/core tests/documents tests/fetch tests/publish \
	tests/reliability/test_reached_hosts.py

.PHONY: site test lighthouse reliability fuzz mutation coverage-guards lint house format types layers bench spark serve clean
.DEFAULT_GOAL := help

help:
	@echo "make site    build the directory into site/"
	@echo "make serve   build it and show it at http://127.0.0.1:8000/"
	@echo "make test    lint, types, layers, what nothing uses, tests"
	@echo "make reliability   what holds on a bad day, row by row"
	@echo "make fuzz    damaged input for MINUTES=10, beyond the slice in make test"
	@echo "make house   is there anything that nothing uses?"
	@echo "make coverage-guards   is every branch of the guards run by a test?"
	@echo "make mutation   changes the guards, to see that a test fails (an hour)"
	@echo "make lighthouse   how a phone fares with the site: 95 or better in all four categories; needs Node"
	@echo "make bench   benchmarks beside peers"
	@echo "make spark   install PySpark too, for build --engine spark and its tests"
	@echo "make clean   remove what was built"

$(READY): pyproject.toml constraints.txt $(wildcard plugins/*/pyproject.toml)
	$(PYTHON) -c 'import sys; sys.exit("cpstandard needs Python 3.11 or newer; run  make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

site: $(READY)
	$(BIN)/cpstandard build

serve: site
	$(BIN)/cpstandard serve

test: $(READY) lint types layers house
	$(BIN)/python -m pytest -q --numprocesses 2

lighthouse: site
	$(BIN)/python scripts/lighthouse.py site

reliability: $(READY)
	$(BIN)/python scripts/scoreboard.py

$(FUZZ): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,fuzz]'
	touch $@

fuzz: $(FUZZ)
	PYTHONPATH=tests $(BIN)/python -m reliability.fuzz --minutes $(MINUTES)

coverage-guards: $(READY)
	$(BIN)/python -m coverage run -m pytest -q -p no:xdist $(GUARDED)
	$(BIN)/python -m coverage report

$(MUTATION): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,mutation]'
	touch $@

mutation: $(MUTATION)
	$(BIN)/python -m mutmut run
	$(BIN)/python -m mutmut results

lint: $(READY)
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

house: $(READY)
	$(BIN)/vulture

format: $(READY)
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

types: $(READY)
	$(BIN)/mypy --no-error-summary src plugins/*/src

layers: $(READY)
	$(BIN)/lint-imports --no-logo > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	touch $@

bench: $(PEERS)
	$(BIN)/python benchmarks/validate.py
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/charities.py
	$(BIN)/python benchmarks/scale 10000
	$(BIN)/python benchmarks/classification
	$(BIN)/python benchmarks/linking
	$(BIN)/python benchmarks/search

$(SPARK): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,spark]'
	touch $@

spark: $(SPARK)

clean:
	rm -rf mutants fuzz-crashes .coverage site site.editions site.lock workspace build dist .pytest_cache .mypy_cache .ruff_cache
