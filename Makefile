.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help sandbox test coverage lint unit story bench kill30 fuzz naughty soak fmt clean slow

help: ## Show what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "triage-bot needs Python 3.11 or newer; set PYTHON=python3.11" >&2; exit 2; }
	$(PYTHON) -m venv .venv || { echo "No venv module: apt-get install python3-venv" >&2; exit 2; }
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $(READY)

sandbox: $(READY) ## Start a local X, a local Slack, the bot between them and a web page
	$(BIN)/triage-bot sandbox

test: lint ## Run every check and every test but the slow ones
	$(BIN)/python -m pytest -m "not slow" --numprocesses 4 --dist worksteal

slow: $(READY) ## Run what takes minutes: kills, faults and nights with a real process, and more seeds
	$(BIN)/python -m pytest -m slow --numprocesses 2 --dist worksteal

coverage: $(READY) ## Run what make test runs, and print which lines it reached
	$(BIN)/python -m pytest -m "not slow" --numprocesses 2 --dist worksteal --cov --cov-report term:skip-covered

lint: $(READY) ## Run ruff, mypy and the import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(READY) ## Run the quick tests only
	$(BIN)/python -m pytest tests/unit tests/contract tests/adapters

story: $(READY) ## Play the intern's story against the local X and Slack
	$(BIN)/triage-bot sandbox --story intern

bench: $(READY) ## Print how long a mention takes to its holding reply, and the guards on a message
	$(BIN)/python -m tests.bench.first_reply
	$(BIN)/python -m pytest tests/bench/bench_guards.py --benchmark-columns=min,median,max,rounds --benchmark-only -q

kill30: $(READY) ## Kill the real bot 30 times under load and faults, and count what X and Slack have
	PYTHONPATH=tests $(BIN)/python -m kills

SECONDS ?= 60
fuzz: $(READY) ## Feed every decoder with what hostile senders send, for SECONDS=60
	PYTHONPATH=tests $(BIN)/python -m fuzz $(SECONDS)

naughty: $(READY) ## Play every row of the naughty table on X and in Slack
	NAUGHTY=all $(BIN)/python -m pytest -q -n 2 tests/adapters/test_naughty_strings.py tests/smoke/test_naughty_process.py

soak: $(READY) ## Simulate fresh seeds for SECONDS=60 (or SEEDS=500), CASES=200 customers each
	$(BIN)/python -m tests.soak

fmt: $(READY) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and everything made
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build .sandbox
