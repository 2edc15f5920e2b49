# Two commands on a fresh machine: `make demo` and `make test`. Both create .venv if it is missing.
# Another Python: make PYTHON=python3.12 test

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DATA := ../shared/data
INPUTS := pyproject.toml hatch_build.py

.PHONY: demo test check bench gate wheel-smoke soak docs clean

demo: .venv/installed
	$(BIN)/watchfloor demo

test: check
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/developed
	$(BIN)/python -m bench muc4 --data $(DATA)/muc4/dev.jsonl
	$(BIN)/python -m bench plover --data $(DATA)/plover/plv_train.jsonl
	$(BIN)/python -m bench dispatches --data $(DATA)/dispatches/dev.jsonl
	$(BIN)/python -m bench status --data $(DATA)/factuality/uds_ih2_dev.jsonl
	$(BIN)/python -m bench status --data bench/cases/status.csv
	$(BIN)/python -m bench dates --data bench/cases/dates.csv
	$(BIN)/python -m bench dates --data $(DATA)/tempeval3/dev.jsonl
	$(BIN)/python -m bench.speed --data $(DATA)/muc4/train.jsonl

gate: .venv/developed
	$(BIN)/python -m bench gate

# The wheel alone, in an empty environment, runs the demo.
wheel-smoke: .venv/developed
	rm -rf build/wheel build/smoke
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/smoke
	build/smoke/bin/pip install --quiet build/wheel/watchfloor-*.whl
	cd build/smoke && bin/watchfloor demo --record smoke.db && bin/watchfloor doctor --record smoke.db

# The properties again, each with two hundred times as many examples.
soak: .venv/developed
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n auto -m property

# Rewrites the outputs that README.md and docs/ show, by running their commands.
docs: .venv/developed
	$(BIN)/python docs/refresh.py

clean:
	rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache
	rm -f src/watchfloor/data/gazetteer.tsv src/watchfloor/data/gazetteer.stamp

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Watchfloor needs Python 3.11 or newer; none was found"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/developed: .venv/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/installed
