# Thin names for the tasks in crates/xtask. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: run build test check fmt prepare openapi bench audit help

run: ## build everything, start the server on http://127.0.0.1:8080
	cargo xtask run

build: ## build target/release/saldo with the browser app inside
	cargo xtask build

test: ## every test, the browser's included
	cargo xtask test

check: ## formatting, lints, house rules
	cargo xtask check

fmt: ## format the sources
	cargo fmt --all

prepare: ## describe the SQL queries into .sqlx after a change of SQL or migrations
	cargo xtask sqlx-prepare

openapi: ## write openapi/openapi.json anew
	cargo run --quiet -p api --bin saldo -- openapi > openapi/openapi.json.new
	mv openapi/openapi.json.new openapi/openapi.json

bench: ## measure the server on this machine
	cargo xtask run bench

audit: ## licences, advisories and sources of the dependencies
	@cargo deny --version > /dev/null 2>&1 || { echo "cargo-deny is missing: cargo install --locked cargo-deny"; exit 1; }
	cargo deny check

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-9s %s\n", $$1, $$2 }'
