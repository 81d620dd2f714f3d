# Everything starts here. Needs Python 3.11 with venv and pip, git and make; nothing else is asked of the machine.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench contracts packages requirements clean

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.local  ## .venv with the hashed requirements; the second time at once

demo: setup  ## The whole line on real Kafka and PostgreSQL, with real documents (ARGS=--once, ARGS=--keep)
	@exec $(BIN)/gongkai demo $(ARGS)

test: lint packages  ## Lint, then every test, on real servers (WORKERS=2 side by side)
	$(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.dev  ## ruff, mypy --strict, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## Facts per second, latency, memory; appends to bench/RESULTS.md
	$(BIN)/python -m bench $(ARGS)

contracts: $(VENV)/.dev  ## Writes the JSON Schemas and asyncapi.yaml from the models
	$(BIN)/python -m contracts.generate

packages: $(VENV)/.dev  ## Chromium, fonts, curl and kcat for the tests, from Debian's packages, and Kafka's classes, if missing
	$(BIN)/python -m deploy.packages
	$(BIN)/python -m deploy.local.classes

requirements:  ## Pins and hashes anew from the .in files (needs uv on the PATH)
	sh deploy/requirements.sh

clean:  ## Removes .venv and what tools cached; state folders and fetched jars stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp says which requirements a .venv holds, so that nothing is asked twice.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gongkai needs Python 3.11 or newer: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.local: requirements-local.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements-local.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation \
		--config-settings editable_mode=compat -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.local
	$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements-dev.txt
	@touch $@
