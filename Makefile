.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup run test check format docs record bench

help:   ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: .venv/.dev   ## create .venv with the development tools

run: .venv/.installed   ## crawl the sample town if there is nothing yet, and open the dashboard
	$(BIN)/twogether up

test: .venv/.dev   ## run the tests
	$(BIN)/pytest -n auto --dist loadfile

check: .venv/.dev   ## all that must hold: format, lint, types, layers, docs, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check README.md docs/*.md
	$(BIN)/pytest -n auto --dist loadfile

format: .venv/.dev   ## format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/.dev   ## rewrite the generated parts of the docs
	$(BIN)/cog -r README.md docs/*.md

record: .venv/.dev   ## accept what the adapters read now as their expectation
	$(BIN)/pytest tests/crawlers/test_adapters.py --record

bench: .venv/.bench   ## run the benchmarks, one after another, and write benchmarks/RESULTS.md
	$(BIN)/python benchmarks/run.py

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

.venv/.bench: .venv/.dev
	$(BIN)/python -m pip install --quiet --group bench
	touch $@
