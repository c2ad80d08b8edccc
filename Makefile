# make run: code the sample reports. make test: everything CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
INSTALL := uv pip install --quiet --python $(BIN)/python
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: setup run test check train lock clean

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.txt pyproject.toml
	@echo "Setting up $(VENV) (a minute or two, once)"
	@test -x $(BIN)/python || $(if $(UV),uv venv --quiet --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-dev.txt
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

run: setup
	@$(BIN)/dateline code samples --level events
	@echo
	@echo "Next: $(BIN)/dateline code YOUR.txt        (or a folder, .html, .jsonl, .csv, .parquet)"
	@echo "      $(BIN)/dateline code samples --level claims --format jsonl"
	@echo "      $(BIN)/dateline code samples --level claims --explain CLAIM"

check: $(VENV)/.tested
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: check
	@$(BIN)/pytest
	@$(BIN)/python -m evaluation.gate

train: $(VENV)/.tested ## train the classifier anew from training/corpus (some 70 minutes of one core)
	@$(INSTALL) --require-hashes -r requirements-train.txt
	@$(BIN)/python -m dateline.training

lock: ## resolve anew what pyproject.toml asks for; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --output-file requirements.txt requirements.in pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --constraint requirements.txt --extra train --output-file requirements-train.txt pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
