# Everything starts here: `make demo` shows the bot, `make check` is the whole truth about a change.
# Each target sets up what it needs; the second time that takes no time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup peers demo tour test lint check bench bench-large storm fuzz format pictures pins wheels clean

help:
	@echo "make demo     the bot in a browser chat, no token needed (ARGS='--rows 150000')"
	@echo "make tour     the main journeys, played in the terminal"
	@echo "make test     every test (ARGS='tests/house -k kill')"
	@echo "make lint     format, rules, types, walls"
	@echo "make check    lint and test"
	@echo "make bench    how fast it is, beside echo bots that keep nothing (ARGS='updates --rounds 1')"
	@echo "make bench-large  look-ups among ten million people beside 150 thousand"
	@echo "make storm    500 people, two processes, everything fails; then the books (ARGS='--seed 7 --minutes 5')"
	@echo "make setup    what the others call first"
	@echo "make fuzz     what nobody would type, guided by coverage (ARGS='walks --seconds 300')"
	@echo "make format   let the formatter write"
	@echo "make pictures the README's pictures of the chat, made anew (needs chromium)"
	@echo "make pins     pin the newest versions that requirements/*.in allow (needs uv and a network)"
	@echo "make wheels   check that every pinned package has wheels for the systems we promise (needs a network)"
	@echo "make clean    throw away what these commands made, but no data"

setup:
	@PYTHON="$(PYTHON)" scripts/setup $(VENV)

peers: setup
	@scripts/peers $(BIN)/python

demo: setup
	@$(BIN)/santun demo $(ARGS)

tour: setup
	@$(BIN)/santun demo --tour $(ARGS)

test: setup peers
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy

check: lint test

bench: setup peers
	@$(BIN)/python -m bench $(ARGS)

bench-large: setup peers
	@$(BIN)/python -m bench large $(ARGS)

storm: setup
	@$(BIN)/python -m tests.storm $(ARGS)

fuzz:
	@PYTHON="$(PYTHON)" scripts/fuzz $(ARGS)

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --select I --fix .

pictures: setup
	@$(BIN)/python -m tests.journeys.pictures docs

pins:
	@scripts/pins

wheels: setup
	@BIN=$(BIN) scripts/wheels

clean:
	rm -rf $(VENV) .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
