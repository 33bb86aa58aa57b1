# Two commands on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
PYTEST := $(BIN)/python -m pytest
PROCESSES ?= auto
# The pure libraries know no database, and the command line's tests make workspaces of their own (SQLite).
MEETS_DATABASE := src/virksom/people src/virksom/study tests
TEST_DATABASE ?= postgresql://postgres@127.0.0.1:5432/postgres

.PHONY: demo serve setup test test-sqlite test-postgres check lint types contracts messages bench lock clean messages-update

demo: setup ## Make the demo organisation, walk the main job once, print what it found, end
	$(BIN)/virksom demo --workspace demo

serve: setup ## Open the demo organisation in a browser
	@test -f demo/VIRKSOM || $(BIN)/virksom demo --workspace demo
	$(BIN)/virksom serve --workspace demo

setup: $(STAMP) ## Make .venv with everything in it

$(STAMP): requirements/dev.txt assets/package-lock.json tools/assets.py src/virksom/locale/en/LC_MESSAGES/django.po
	$(PYTHON) -c "import sys; sys.exit('Virksom needs Python 3.11 or newer.' if sys.version_info < (3, 11) else 0)"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python tools/assets.py
	$(BIN)/python tools/messages.py compile
	touch $(STAMP)

test: setup ## All tests on SQLite (on PostgreSQL where VIRKSOM_TEST_DATABASE_URL says so)
	$(PYTEST) -n $(PROCESSES) --dist loadscope $(COVERAGE)

test-postgres: setup ## Every test that meets the database, on a PostgreSQL server on loopback
	VIRKSOM_TEST_DATABASE_URL=$(TEST_DATABASE) $(PYTEST) -n $(PROCESSES) --dist loadscope -m "not browser" $(MEETS_DATABASE)

check: COVERAGE := --cov --cov-report=json:.coverage.json
check: lint types contracts messages test ## What a contributor runs before pushing
	$(BIN)/python tools/coverage_gate.py .coverage.json 95 text methods

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy src/virksom

contracts: setup
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

messages-update: setup
	$(BIN)/python tools/messages.py update

messages: setup
	$(BIN)/python tools/messages.py check

bench: setup ## Ratios to peers, measured in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/bench.txt
	for each in bench/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

lock: ## Pin every dependency again, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/dev.txt pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/dev.txt --extra bench pyproject.toml -o requirements/bench.txt

clean:
	rm -rf .venv demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
