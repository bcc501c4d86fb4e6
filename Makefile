# make demo   set everything up in .venv and run the main job on an example story
# make test   set everything up and run every check
# make bench  quality and speed figures beside other tools; DATA=folder of development sets
# make gate   no figure is below its floor

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data/summarization

PEERS := build/peers/ready

.PHONY: demo test check bench gate fix clean

demo: $(VENV)/ready
	$(BIN)/summarize space/examples/river-flood --points 5

test: $(VENV)/ready check build/axe
	HF_HUB_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False $(BIN)/python -m pytest -rs

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gate: $(VENV)/ready
	$(BIN)/python -m bench.gate

# The environment of other summarizers, apart from our own.
$(PEERS): bench/peers.txt
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --requirement bench/peers.txt
	touch $@

bench: $(VENV)/ready $(PEERS)
	$(BIN)/python -m bench.scoreboard $(DATA)
	$(BIN)/python -m bench.scaling
	$(BIN)/python -m bench.speed

# torch comes first and alone: whatever else is asked for first may pull a build with gigabytes of GPU code.
$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV) || (apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV))
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[development]'
	touch $@

# The judge of the web interface's accessibility; without npm or its registry those checks are skipped, and say so.
build/axe:
	mkdir -p build
	-cd build && npm pack --silent axe-core@4.14.1 && tar xzf axe-core-4.14.1.tgz && mv package axe

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
