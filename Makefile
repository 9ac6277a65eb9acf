# Hearsay. `make run` and `make test` do all the set-up by themselves; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
GROUPS := --group parse --group extract --group api --group local --group dev

.PHONY: help
help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# --- Set-up ------------------------------------------------------------------------------------
.PHONY: setup
setup: $(VENV)/.ready ## Make .venv from requirements.lock (run and test call this by themselves).

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "[1/3] Virtual environment in $(VENV) ($$($(PYTHON) --version 2>&1))"
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Hearsay needs Python 3.11, 3.12 or 3.13; this is %d.%d. Try: make PYTHON=python3.13" % v)'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "[2/3] Packages from requirements.lock, checked against their hashes"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --only-binary :all: -r requirements.lock
	@echo "[3/3] The hearsay command"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lock
lock: ## Resolve the dependency groups again into requirements.lock.
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header $(GROUPS) -o requirements.lock
