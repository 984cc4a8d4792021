# Six words: demo, up, test, check, drills, bench. Each installs what is missing first.

BIN := .venv/bin
PYTHON := $(BIN)/python
READY := .venv/.ready
ROOMS := collaborative members meetings prototypes roadmap
EXPORT := uv export --quiet --frozen --no-emit-project --no-header --no-annotate
QUIETLY = said=$$($(1) 2>&1) || { echo "$$said"; exit 1; }

# Production, as far as `check --deploy` can see it.
FOR_REAL := DEBUG=0 DEMO=0 INSECURE_HTTP=0 ALLOWED_HOSTS=example.org SITE_URL=https://example.org

.PHONY: demo up test check drills bench requirements steps

demo: $(READY)  ## PORT=8001 make demo; ARGS="--anchor-date 2026-03-02"
	@exec $(PYTHON) manage.py up --demo --with-starter $(ARGS)

up: $(READY)  ## empty, for a first day: it prints the link; PORT=8001 make up
	@exec $(PYTHON) manage.py up --with-starter $(ARGS)

test: $(READY)  ## ARGS="-k reply" runs some of them
	@exec $(PYTHON) -m pytest -n 2 --dist loadfile $(ARGS)

drills: $(READY)  ## the long proofs, with their figures
	@exec $(PYTHON) -m pytest -m drill -s $(ARGS)

bench: $(READY)  ## what a page costs, in bare Django pages; ARGS="--rounds 9"
	@exec $(PYTHON) -m bench $(ARGS)

check: $(READY)
	@exec $(PYTHON) -m collaborative.embedded.run $(MAKE) --no-print-directory steps

steps:
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary $(ROOMS)
	@$(call QUIETLY,$(BIN)/lint-imports)
	@$(call QUIETLY,$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml)
	@git ls-files -z -- '*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2
	@$(call QUIETLY,$(PYTHON) manage.py makemigrations --check --dry-run)
	@$(call QUIETLY,$(FOR_REAL) $(PYTHON) manage.py check --deploy --fail-level WARNING --database default)
	@command -v uv >/dev/null || exit 0; $(call QUIETLY,uv lock --check --offline) && \
	  $(EXPORT) | diff - requirements.txt && $(EXPORT) --all-extras | diff - requirements-dev.txt || \
	  { echo "requirements*.txt and uv.lock differ: make requirements"; exit 1; }

requirements: pyproject.toml
	@uv lock
	@$(EXPORT) > requirements.txt
	@$(EXPORT) --all-extras > requirements-dev.txt

# Made anew when the lock changes: by uv, or by what comes with Python.
$(READY): uv.lock requirements-dev.txt
	@echo "Installing what is needed into .venv; this is done once."
	@if command -v uv >/dev/null; then \
	  UV_PROJECT_ENVIRONMENT=.venv uv sync --quiet --frozen --all-extras --no-build; \
	else \
	  fits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; \
	  for python in python3 python3.13 python3.12 python3.11 none; do \
	    "$$python" -c "$$fits" 2>/dev/null && break; \
	  done || { echo "Python 3.11, 3.12 or 3.13 is needed, and none is on the PATH."; exit 1; }; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "$$python lacks its venv module: apt-get install python3-venv, or install uv."; exit 1; }; \
	  "$$python" -m venv --clear .venv && \
	  $(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: \
	    --require-hashes -r requirements-dev.txt; \
	fi
	@touch $@
