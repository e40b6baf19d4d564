# The doors of the house: people and CI use the same ones. `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := doors
MAKEFLAGS += --no-print-directory

TARGET := $(or $(CARGO_TARGET_DIR),$(CARGO_BUILD_TARGET_DIR),target)
INSTALLED := pwa/node_modules/.installed
RUN := tests/run

.PHONY: doors run build test lint bench e2e fuzz power-loss npm pwa

doors:
	@echo "Buurtschouw. make DOOR, where DOOR is one of:"
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)$$/\1|\2/p' Makefile | awk -F '|' '{ printf "  %-11s %s\n", $$1, $$2 }'

run: build ## build, then show the example district on http://127.0.0.1:8080
	@exec "$(TARGET)/release/buurtschouw" demo

build: pwa ## the web app into pwa/dist, and the release binary with it inside
	@cargo build --release -p buurtschouw
	@echo "Built $(TARGET)/release/buurtschouw"

test: ## everything that must hold: lints, unit, both databases, the phone's screens
	@$(RUN)/test.sh all

lint: ## format, clippy, licences, types and style, without running a test
	@$(RUN)/test.sh lint

e2e: ## the screens alone: Playwright on a phone-sized Chromium
	@$(RUN)/test.sh e2e

bench: build ## our figures beside the peers', in the same minutes (ONLY=hotspots,locate QUICK=1 CRITERION=1)
	@tests/bench/bench.sh

fuzz: ## property tests with many cases (CASES=25600), then each fuzz target for FUZZ_SECONDS=600
	@$(RUN)/fuzz.sh

power-loss: ## what survives when the power goes: replay of the server's writes
	@$(RUN)/power-loss.sh

# npm packages, again only when the lock changed.
npm: $(INSTALLED)

$(INSTALLED): pwa/package-lock.json pwa/package.json
	@$(RUN)/tools.sh
	@cd pwa && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-fund --no-audit
	@touch $@

# The web app; the server takes it from pwa/dist.
pwa: npm
	@cd pwa && npm run --silent build
