# Two commands: `make run` and `make test`. Everything else is for those who work on fazhi.
.DEFAULT_GOAL := help
.PHONY: help setup run test unit lint lint-python lint-sql types score bench faults questions site lock clean peers chaos fuzz sbom audit

PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
# Without bytecode every start of Python costs a quarter more.
unexport PYTHONDONTWRITEBYTECODE

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv

.venv/.ready: requirements.lock pyproject.toml | $(filter .tools/bin/uv,$(UV))
	@echo "Setting up .venv from requirements.lock" >&2
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

setup: .venv/.ready ## The locked environment in .venv

run: setup ## The whole graph on the bundled samples (or what is in the archive)
	@$(BIN)/fazhi refresh

test: setup ## Linters, types and all tests
	@# mypy has one process: the linters run beside it.
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint types
	@# A file goes to one worker, so that what its tests share is built once; files that take long come first. Some tests
	@# wait for servers and pauses: a third worker uses that time.
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --durations 40

unit: setup ## The tests of one's own code alone, to run while one works
	$(BIN)/pytest -n 2 --dist worksteal tests/unit

lint: lint-python lint-sql ## ruff, import-linter and sqlfluff

lint-python: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

lint-sql: setup
	$(BIN)/sqlfluff lint --processes 2 dbt_project expectations/frames ingest/loading warehouse/questions warehouse/exporting
	$(BIN)/sqlfluff lint --processes 2 --templater placeholder dashboard/queries

types: setup ## mypy
	$(BIN)/mypy

score: setup ## How well figures are read: F1 against gold figures
	@$(BIN)/python -m benchmarks.score

peers: setup ## Numerals as other number libraries are tested with: how many are read right, wrong, or refused
	@$(BIN)/python -m benchmarks.peers

bench: setup ## How fast figures are read and pages fetched, and in how much memory
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.fetching
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.marts
	@$(BIN)/python -m benchmarks.auditing
	@$(BIN)/python -m benchmarks.dashboard
	@$(BIN)/python -m benchmarks.dashboard 10000

chaos: setup ## What a data folder survives: kills, full disks, corruption; the tables in docs/reliability.md
	@$(BIN)/python -m benchmarks.chaos --write

faults: setup ## Which rule catches which of the seeded faults
	@$(BIN)/python -m benchmarks.faults

questions: setup ## The results in docs/questions.md, anew
	$(BIN)/python -m warehouse.questions docs/questions.md

.tools/security/.ready: requirements-security.lock | .venv/.ready
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --no-deps --target .tools/security -r $<
	@touch $@

# Behind the environment's own packages, so that it is looked at as it is.
SECURITY = PYTHONPATH=.tools/security $(BIN)/python

FUZZ_SECONDS ?= 600

fuzz: .tools/security/.ready ## Coverage-guided inputs for numerals, sentences and readers, each for FUZZ_SECONDS (600)
	@$(SECURITY) -m benchmarks.fuzz numerals -max_total_time=$(FUZZ_SECONDS) -max_len=90 -print_final_stats=1
	@$(SECURITY) -m benchmarks.fuzz sentences -max_total_time=$(FUZZ_SECONDS) -max_len=400 -print_final_stats=1
	@$(SECURITY) -m benchmarks.fuzz readers -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -print_final_stats=1

sbom: .tools/security/.ready ## What fazhi is made of: sbom.json (CycloneDX) and licences.csv
	@$(SECURITY) -m cyclonedx_py environment $(BIN)/python --pyproject pyproject.toml --output-file sbom.json
	@$(SECURITY) -m piplicenses --python $(BIN)/python --format csv --output-file licences.csv

audit: .tools/security/.ready ## Known vulnerabilities of the locked packages; asks the package index
	@$(SECURITY) -m pip_audit --requirement requirements.lock --require-hashes --disable-pip

site: setup ## The documentation site, into site/
	$(BIN)/python -m documentation

lock: ## Resolve requirements.lock anew from pyproject.toml
	$(UV) pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock
	$(UV) pip compile --group security --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet --output-file requirements-security.lock

clean: ## Remove the environment and caches; data/ stays
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
