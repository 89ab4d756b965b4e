# demo: reads examples/ · test: the quick tests · check: everything · reader: from cases to weights
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: demo test check lint types gate slow reader cases clean

$(BIN)/dragoman: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(BIN)/dragoman
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@

$(VENV)/.checked: $(VENV)/.tested
	$(BIN)/pip install --quiet --editable '.[test,ray]'
	@touch $@

$(VENV)/.trains: $(VENV)/.tested
	$(BIN)/pip install --quiet --editable '.[test,train]'
	@touch $@

demo: $(BIN)/dragoman
	@rm -rf demo-corpus
	@$(BIN)/dragoman read examples --corpus demo-corpus

test: $(VENV)/.tested
	$(BIN)/python -m pytest -m "not slow"

check: $(VENV)/.checked lint types cases test slow gate

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

cases: $(VENV)/.tested
	$(BIN)/python -m training.check

slow: $(VENV)/.checked
	$(BIN)/python -m pytest -m slow

gate: $(VENV)/.checked
	$(BIN)/python -m evaluation.gate

reader: $(VENV)/.trains
	$(BIN)/python -m training.check
	$(BIN)/python -m training.train
	$(BIN)/python -m training.export
	$(BIN)/python -m training.calibrate
	$(BIN)/python -m training.card

clean:
	rm -rf $(VENV) demo-corpus .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
