# Everything starts here. `make serve` and `make test` need only make, Python 3.11+ and a package
# index; each sets up what it needs and is quick when nothing changed.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

export HOST ?= 127.0.0.1
export PORT ?= 8000
export ARCHIVE_DATA ?= data
export PIP_DISABLE_PIP_VERSION_CHECK = 1

FLASK = $(BIN)/python -m flask --app app

.DEFAULT_GOAL := help
.PHONY: help serve test test-js lint format lock image-check bench bench-large bench-relevance bench-extraction bench-volume bench-page clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: $(VENV)/.runtime ## set up, import seeds/ into an empty archive, serve on HOST:PORT
	@$(FLASK) archive import --if-empty seeds
	@echo "Serving http://$(HOST):$(PORT)/v1/search?q=north+korean+troops (Ctrl-C stops)"
	@exec $(BIN)/python -m gunicorn app:app

test: $(VENV)/.dev ## set up, run all tests
	$(BIN)/python -m pytest

test-js: $(VENV)/.runtime clients/js/node_modules/.installed ## check, build and test clients/js (Node 20.19, Chromium)
	cd clients/js && npm run check && npm run build && npm run examples && \
	    PYTHON=$(abspath $(BIN)/python) npm test

lint: $(VENV)/.dev ## formatting, style and types, as CI checks them
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev ## mend what a tool can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## pin pyproject.toml's dependencies again, with hashes (needs uv)
	uv pip compile pyproject.toml $(LOCK_FLAGS) -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock $(LOCK_FLAGS) -o requirements-dev.lock
	uv pip compile bench/requirements.in -c requirements.lock $(LOCK_FLAGS) -o requirements-bench.lock
LOCK_FLAGS = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q

# BENCH_FLAGS=--fresh builds every peer's index again; otherwise those of an earlier run are used
# where that is no part of a comparison (the results say which).
BENCH_FLAGS ?=

bench: $(VENV)/.bench ## measure beside peers at 10,000 and 100,000 articles: bench/results.md
	$(BIN)/python -m bench $(BENCH_FLAGS)

bench-large: $(VENV)/.bench ## the same at a million articles
	$(BIN)/python -m bench --articles 1000000 $(BENCH_FLAGS)

# COLLECTIONS="FOLDER ..." measures other collections than those in ../shared/data/retrieval.
COLLECTIONS ?=

bench-relevance: $(VENV)/.bench ## measure how well it ranks, beside peers: bench/relevance.md
	$(BIN)/python -m bench.relevance $(COLLECTIONS)

bench-extraction: $(VENV)/.bench ## measure what it makes of pages, beside peers: bench/extraction.md
	$(BIN)/python -m bench.extraction

bench-volume: $(VENV)/.runtime ## import 100,000 articles, undisturbed and killed three times
	$(BIN)/python -m bench.volume

bench-page: $(VENV)/.dev $(VENV)/.bench ## measure the search page in a browser (Chromium)
	$(BIN)/python -m bench.page_bench

image-check: ## build the container image without Docker, run it, search in it (root, Debian)
	@PORT= HOST= ARCHIVE_DATA= bash scripts/image-check.sh

clean: ## remove what can be made again (never the data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis clients/js/node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else \
	    "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.13 ...")'
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	    echo "The venv module is missing: install python3-venv, or try make PYTHON=..."; exit 1; }

# The stamps: an environment is set up again when, and only when, its lock changed.
$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@echo "Installing the locked dependencies"
	@$(BIN)/python -m pip install --quiet --require-hashes --prefer-binary -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing the locked development tools"
	@$(BIN)/python -m pip install --quiet --require-hashes --prefer-binary -r requirements-dev.lock
	@touch $@

clients/js/node_modules/.installed: clients/js/package-lock.json
	cd clients/js && npm ci --no-audit --no-fund
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.runtime
	@echo "Installing the locked peers"
	@$(BIN)/python -m pip install --quiet --require-hashes --prefer-binary -r requirements-bench.lock
	@touch $@
