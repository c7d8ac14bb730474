# Everything a newcomer needs: `make demo` and `make test`. Each sets up .venv from the pinned lock by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
LEDGER := out/demo.ledger

.DEFAULT_GOAL := help
.PHONY: help setup demo test check guard eval fuzz train bench screens lock clean

help:  ## show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: $(STAMP)  ## make .venv from requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("marsad needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; try make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) from requirements.lock …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)  ## read the demonstration pages into a ledger and show the timeline
	@mkdir -p out && rm -f $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	@$(BIN)/marsad read demo/pages --ledger $(LEDGER)
	@$(BIN)/marsad timeline --limit 1000 --ledger $(LEDGER)
	@echo "Step through:  $(BIN)/marsad timeline --browse --ledger $(LEDGER)   (one key a signal, its sentence in view)"
	@echo "Look closer:   $(BIN)/marsad show ID --ledger $(LEDGER)"
	@echo "Search:        $(BIN)/marsad search نووي --ledger $(LEDGER)"
	@echo "Brief:         $(BIN)/marsad brief --since 2022 --until 2025 --lang ar --format html --out out/brief.html --ledger $(LEDGER)"
	@echo "Both sides:    $(BIN)/marsad talks --since 2022 --ledger $(LEDGER)   (what each side tells of a meeting)"
	@echo "In a browser:  $(BIN)/marsad serve --ledger $(LEDGER)   (then open http://127.0.0.1:8765/)"

check: $(STAMP)  ## lint, layers and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

test: check guard  ## checks, guard against lost speed, all tests, branch coverage
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term

eval: $(STAMP)  ## scores on ../shared/gold against goals and floors, written to evals/REPORT.md
	@$(BIN)/python -m evals.run --write
	@$(BIN)/python -m evals.demo

fuzz: $(STAMP)  ## ask the API what its description allows and what not, until it breaks its word
	@$(BIN)/python -m tests.fuzz.api

train: $(STAMP)  ## fit the judge to our own annotated texts and write its weights
	@$(BIN)/python -m train.run

guard: $(STAMP)  ## fail where reading takes a tenth more instructions than pinned
	@$(BIN)/python -m bench.guard

bench: $(STAMP)  ## all benchmarks, written to bench/REPORT.md; under an hour on two idle cores
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@$(BIN)/python -m bench.all

screens: $(STAMP)  ## picture every page of the observatory in out/screens (needs Chromium)
	@test -e $(LEDGER) || (mkdir -p out && $(BIN)/marsad read demo/pages --ledger $(LEDGER))
	@$(BIN)/python -m bench.screens $(LEDGER) out/screens

lock: $(STAMP)  ## pin all dependencies anew (needs uv)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --group bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements.lock -o requirements-bench.lock

clean:  ## remove what was built
	@rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
