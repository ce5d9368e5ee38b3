# Bare `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
export PYTHONDONTWRITEBYTECODE = 1


.PHONY: help setup system run smoke node test test-postgres journeys monkey lint bench bench-1111 screenshots clean

help: ## list the targets
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: system $(STAMP) ## system packages, a venv and Python packages (every target does this by itself)

system:
	@sh .ci/system-packages $(PYTHON)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

run: setup ## a whole stall: broker, bridge, a practice marketplace and one till; Ctrl-C ends it
	$(BIN)/lapak-bridge stall --data .stall

smoke: setup ## the same stack, headless, driven from outside; one JSON line last (KEEP=DIR keeps its data)
	$(BIN)/python tests/journeys/smoke.py $(if $(KEEP),--keep $(KEEP))

node: ## third-party clients and a shop server that judge the connectors; nothing without Node
	@if ! command -v npm >/dev/null; then echo "No Node: the tests that need it are skipped."; exit; fi; set -e; \
	for folder in tests/node tests/node/vendure; do (cd $$folder && npm ci --silent --no-audit --no-fund); done; \
	cd tests/node && npm run --silent shopify-schema

test: setup ## all tests
	$(BIN)/pytest -n 2 --dist loadgroup
	MICROPYPATH=.frozen:. $(BIN)/micropython -X heapsize=128k tests/core/run_micropython.py

test-postgres: setup ## the bridge's tests again, on a PostgreSQL of their own, and its processes killed at random
	@sh .ci/system-packages $(PYTHON) postgresql
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadgroup tests/cloud_bridge tests/journeys/test_processes.py \
		--ignore tests/cloud_bridge/connectors --ignore tests/cloud_bridge/sandbox

journeys: setup ## whole days at a stall, kills, bad networks; the last line counts (DAY_SALES=300 KILLS=200 PERMUTATIONS=10000)
	$(BIN)/python tests/journeys/all.py

monkey: setup ## random taps on every screen and mode: MONKEY=n of them, 100,000 by default
	MONKEY=$(or $(MONKEY),100000) $(BIN)/pytest -p no:xdist tests/ui/test_monkey.py

lint: setup ## style, types, floors, the dialect of the core
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/python tests/architecture/dialect.py appliance/core
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

bench: setup ## every figure beside its floor or peer, as JSON
	$(BIN)/python bench/all.py

bench-1111: setup ## the 11.11 test: five marketplaces, ten tills, everything goes wrong (ORDERS=20000 SPEED=1); fails unless all is right
	$(BIN)/python -m bench.eleven --orders $(or $(ORDERS),20000) --speed $(or $(SPEED),1)

screenshots: setup ## every screen, size, language and theme into build/screens; docs/screens has them on sheets
	$(BIN)/python -m tests.ui.screenshots

clean: ## forget the practice stall's data
	rm -rf .stall
