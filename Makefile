# The same commands as tools/*.sh, for those who have make. ARGS="..." is passed on.
# PYTHON=/path/to/python3.12 picks the interpreter for .venv.
.PHONY: help run test lint check bench screenshots clean
export PYTHON ?=
PY := .venv/bin/python
dev = ./tools/setup_venv.sh requirements-dev.txt

help:
	@echo "make run          start the app and open it in the browser"
	@echo "make test         everything that must hold, including a real browser"
	@echo "make lint         style and types only"
	@echo "make check        the knowledge file only"
	@echo "make bench        speed"
	@echo "make screenshots  new pictures in docs/screenshots"
	@echo "make clean        remove .venv and all caches"

run:
	@./tools/run.sh $(ARGS)

test:
	@./tools/test.sh $(ARGS)

lint:
	@$(dev)
	$(PY) -m ruff check .
	$(PY) -m mypy

check:
	@./tools/setup_venv.sh requirements.txt
	$(PY) -m refund_guide check $(ARGS)

bench:
	@$(dev)
	$(PY) -m tools.bench $(ARGS)

screenshots:
	@$(dev)
	$(PY) -m tools.screenshots $(ARGS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
