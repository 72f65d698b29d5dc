# `make help` lists the targets. Everything runs in .venv, from the locks in requirements/.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?= var
ARGS ?=
KILLS ?= 200
SEED ?= 1
export PORT HOST DATA_DIR
# Many processes are started: what one has compiled, the others take.
export PYTHONDONTWRITEBYTECODE :=

python := .venv/bin/python
tests ?= tests
everything := $(filter tests,$(tests))
# Tests that put a service together and speak HTTP to it, or start processes: `make test` runs them, `make check` does not.
over_http := test_rest_* test_subgraph* test_secret_ballot* test_history* test_neighbours* test_operations* test_apart_*
parallel := --numprocesses auto --dist loadfile
# Where Kafka and PostgreSQL cannot be had, their tests are not run, and what only they reach is not counted.
without_servers = $$(infra/install --check || echo --cov-fail-under=0)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | awk -F'\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.PHONY: run
run: .venv/run.stamp ## serve the three services and the gateway on http://127.0.0.1:8000 (PORT, HOST, DATA_DIR change that)
	@exec $(python) -m thidua serve $(ARGS)

.PHONY: demo
demo: .venv/run.stamp ## play a national emulation year through the public API (ARGS="--year 2025 --json")
	@exec $(python) -m thidua demo $(ARGS)

.PHONY: up
up: .venv/run.stamp ## the distributed run: Kafka, PostgreSQL and every process of its own, ready when this returns (PORT, DATA_DIR)
	@exec $(python) -m thidua up

.PHONY: down
down: .venv/run.stamp ## stop all of it; the data stay
	@exec $(python) -m thidua down

.PHONY: setup
setup: .venv/dev.stamp ## make .venv with everything the tests and tools need (instant when it is current)

.PHONY: test
test: .venv/dev.stamp ## all tests, with full branch coverage of the rules and the kernel (tests=tests/scoring: only those)
	@infra/install
	$(python) -m pytest -rs $(tests) $(if $(everything),$(parallel) --cov --cov-report=term $(without_servers))

.PHONY: check
check: .venv/dev.stamp ## lint, format, types, layers, contracts, architecture and unit tests: under two minutes
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy .
	.venv/bin/lint-imports
	.venv/bin/buf lint proto
	$(python) -m pytest tests -m "not journey and not postgres and not kafka" $(over_http:%=--ignore-glob='*/%') $(parallel)

.PHONY: mutants
mutants: .venv/dev.stamp ## change the rules one by one and see whether a test notices; of='services.scoring.domain.rules.*' for a part
	PATH=$(CURDIR)/.venv/bin:$$PATH .venv/bin/mutmut run $(of)
	.venv/bin/mutmut results

.PHONY: format
format: .venv/dev.stamp ## put the code into the one format, with the safe fixes
	$(python) -m ruff check --fix
	$(python) -m ruff format

.PHONY: bench
bench: .venv/dev.stamp ## measure, side by side in one run, what docs/benchmarks.md reports
	$(python) -m bench $(ARGS)

.PHONY: chaos
chaos: .venv/dev.stamp ## years on Kafka and PostgreSQL under kills, crashes and cuts, compared with calm ones (KILLS=200 SEED=1)
	$(python) -m chaos --kills $(KILLS) --seed $(SEED) $(ARGS)

.PHONY: proto
proto: .venv/dev.stamp ## generate the Python classes, docs/events.md and docs/asyncapi.yaml from proto/
	$(python) -m grpc_tools.protoc -I proto --python_out=proto --pyi_out=proto $$(cd proto && find thidua -name '*.proto' | sort)
	$(python) -m proto.report
	$(python) -m proto.asyncapi

.PHONY: schema
schema: .venv/dev.stamp ## export the three subgraphs and compose the supergraph from them
	$(python) -m gateway.compose

.PHONY: lock
lock: .venv/dev.stamp ## resolve requirements/*.in anew where they ask for it, and write the locks with hashes
	for list in dev run uv; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			$$([ $$list = dev ] || echo "--constraint requirements/dev.txt") \
			requirements/$$list.in --output-file requirements/$$list.txt $(ARGS) || exit 1; \
	done

.PHONY: clean
clean: ## remove .venv and every cache (the data under var/ stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* .cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: requirements/run.txt requirements/uv.txt requirements/install
	@requirements/install run
	@touch $@

.venv/dev.stamp: requirements/dev.txt requirements/uv.txt requirements/install
	@requirements/install dev
	@touch $@ .venv/run.stamp
