# The one entry to everything. `make demo` and `make test` share one debug build.
.PHONY: demo test lint format bench release install-deps torture-kill check clean

SWIFT_FLAGS ?=
PACKAGES = libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config
# Groups that start servers of their own run one after another, so that none starves the others of the two cores.
TEST_GROUPS = "EscalationTests|ContactTreesTests|MessagesTests|DispatchingTests|StoreTests|TidyTests" \
  CurlTests ChannelsTests HTTPAPITests EndToEndTests
TEST_PACKAGES = postfix openssl python3 sqlite3 procps

# Installs what is missing, and asks apt only then.
install-deps:
	@.ci/install $(PACKAGES)

install-test-deps: install-deps
	@.ci/install $(TEST_PACKAGES)

demo: install-deps
	swift build $(SWIFT_FLAGS) --product tocsin
	@.build/debug/tocsin demo

test: install-test-deps
	swift build $(SWIFT_FLAGS) --build-tests
	@for group in $(TEST_GROUPS); do \
	  echo "== $$group"; swift test $(SWIFT_FLAGS) --skip-build --filter "^($$group)" || exit 1; \
	done

check: install-deps
	swift build $(SWIFT_FLAGS) --product tocsin
	.build/debug/tocsin check --contacts Contacts --templates Templates

format:
	swift format format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

release: install-deps
	swift build $(SWIFT_FLAGS) -c release --product tocsin

# SIGKILLs the release server in the middle of a storm, again and again: nothing accepted may be lost.
torture-kill: release install-test-deps
	python3 Tests/Torture/kill.py --tocsin .build/release/tocsin --rounds $${ROUNDS:-50}

bench: release
	@.ci/install prometheus-alertmanager gcc make python3
	$(MAKE) -C Tests/Benchmarks run

clean:
	rm -rf .build
