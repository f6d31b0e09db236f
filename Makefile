# Maillage: `make` lists what can be done. The first call of a target makes the environment in .venv.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
ASSETS := build/assets.stamp
PORT ?= 8000
JOBS ?= 2
# The newest Python that runs here and that the lock files know.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Tests that touch the database: they run on SQLite, then once more on PostgreSQL.
DATABASE_TESTS := tests/postgres tests/attaques tests/community tests/www tests/results tests/cli

.NOTPARALLEL:
# Long attacks on real servers: never with the suite.
ATTACKS := tests/attaques/longues

.PHONY: help demo test check fix attaques bench data screenshots lock clean \
	test-sqlite test-postgres test-browser env-run env-s3 env-dev env-bench

help: ## Show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: env-run ## Demonstration site on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(BIN)/maillage demo --port $(PORT)

test: check test-sqlite test-postgres test-browser ## Everything: checks, tests on SQLite and PostgreSQL, browser journeys

check: env-dev ## Format, lint, types, architecture, templates, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/deptry src

fix: env-dev ## Format, and mend what the linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-sqlite: env-dev ## Tests on SQLite, without the browser
	$(BIN)/pytest tests --ignore tests/functional --ignore tests/postgres -q -n $(JOBS) $(ARGS)

test-postgres: env-dev ## Tests that touch the database, on PostgreSQL
	$(BIN)/python -m tests.support.postgres $(BIN)/pytest $(DATABASE_TESTS) -q -n $(JOBS) $(ARGS)

test-browser: env-dev ## Journeys in Chromium
	$(BIN)/pytest tests/functional -q -n $(JOBS) $(ARGS)

attaques: env-dev ## Attacks on real servers, a quarter of an hour (ARGS="-k lents" for some)
	$(BIN)/python -m tests.support.postgres $(BIN)/pytest $(ATTACKS) -o python_files="attaque_*.py" -q -n 0 $(ARGS)

bench: env-bench ## Measured speed, beside peers
	@$(BIN)/python -m bench

data: env-run ## Rebuild the embedded data of France from its packages
	$(BIN)/python -m maillage.opendata.base.build

screenshots: env-dev ## Redraw the pictures of the documentation
	$(BIN)/python -m tools.screenshots

lock: ## Recompile requirements/*.txt (needs uv)
	requirements/compile.sh

clean: ## Remove the environment and what was built; the instance in var/ stays
	rm -rf $(VENV) build node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# --- environment: each step leaves a mark, and is done again when what it reads changes -----------------------------

env-run: $(DONE)/run $(DONE)/package $(ASSETS)
env-s3: $(DONE)/s3 $(DONE)/package $(ASSETS)
env-dev: $(DONE)/dev $(DONE)/package $(ASSETS)
env-bench: $(DONE)/bench $(DONE)/package $(ASSETS)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 ou 3.13 est nécessaire : installez-le (Debian : apt install python3 python3-venv), ou donnez PYTHON=chemin."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Le module venv de Python manque : installez-le (Debian : apt install python3-venv)."; exit 1; }
	@echo "Environnement Python dans $(VENV) ($$($(PYTHON) -V))…"
	@$(PYTHON) -m venv $(VENV)

$(DONE)/run $(DONE)/s3 $(DONE)/dev $(DONE)/bench: $(DONE)/%: requirements/%.txt | $(BIN)/python
	@echo "Bibliothèques de $<…"
	@$(PIP) install --require-hashes -r $<
	@mkdir -p $(DONE) && touch $@

$(DONE)/package: pyproject.toml | $(BIN)/python
	@test -e $(DONE)/run || test -e $(DONE)/s3 || test -e $(DONE)/dev || test -e $(DONE)/bench || $(MAKE) --no-print-directory $(DONE)/run
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@mkdir -p $(DONE) && touch $@

$(ASSETS): package-lock.json tools/assets.py | $(DONE)/package
	@$(BIN)/python tools/assets.py && touch $@
