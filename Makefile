# The one entry to everything. `make demo` and `make test` share one debug build.
.PHONY: demo test lint format check release deb deb-test packaging-check container-check calendar-check simulate planted crash-points torture torture-audit abuse fuzz sanitize unit-check bench bench-pair install-deps install-test-deps install-ci-deps clean

SWIFT_FLAGS ?=
# One release build serves the tests, the benchmark and the package: the Swift runtime is in it, so that it runs on a bare Debian;
# the build's number is what debug symbols are found by.
RELEASE = -c release --static-swift-stdlib -Xlinker --build-id=sha1
PACKAGES = libcurl4-openssl-dev libsqlite3-dev libyaml-dev zlib1g-dev pkg-config tzdata
# Groups that start servers of their own run one after another, so that none starves the others of the two cores.
TEST_GROUPS = "EscalationTests|DutyTests|ContactTreesTests|MessagesTests|RecordTests|AccessTests|DispatchingTests|SettingsTests|ServerTests|StoreTests|StreamsTests|TextTests|TidyTests" SimulationTests \
  CurlTests ChannelsTests HTTPAPITests EndToEndTests
TEST_PACKAGES = postfix openssl python3 sqlite3 procps
CI_PACKAGES = strace util-linux systemd
DEB_PACKAGES = debhelper fakeroot dpkg-dev
PACKAGING_PACKAGES = mandoc prometheus python3
DEB_TEST_PACKAGES = debootstrap logrotate python3
# How long the last build with tests took, in seconds; a clean one is the measure of .ci/run.
BUILD_TIME = .build/seconds-with-tests

# Installs what is missing, and asks apt only then.
install-deps:
	@.ci/install $(PACKAGES)

install-test-deps: install-deps
	@.ci/install $(TEST_PACKAGES)

# Everything that .ci/run needs, in one call of apt.
install-ci-deps:
	@.ci/install $(PACKAGES) $(TEST_PACKAGES) $(CI_PACKAGES) $(PACKAGING_PACKAGES) $(DEB_PACKAGES)

demo: install-deps
	swift build $(SWIFT_FLAGS) --product tocsin
	@.build/debug/tocsin demo

test: install-test-deps
	@start=$$(date +%s); swift build $(SWIFT_FLAGS) --build-tests && echo $$(($$(date +%s) - start)) > $(BUILD_TIME)
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
	@Tests/Planted/plant --check

release: install-deps
	swift build $(SWIFT_FLAGS) $(RELEASE) --product tocsin
	swift build $(SWIFT_FLAGS) $(RELEASE) --product simulate

# The Debian packages of this commit, in .build/packages: tocsin, and tocsin-dbgsym with its debug symbols.
deb: release
	@.ci/install $(DEB_PACKAGES)
	@packaging/build-deb .build/packages

# Installs, starts, upgrades, removes and purges the package in a bare Debian, as root. The upgrade is from the package of the commit
# BEFORE, which is built beside this tree (a release build of its own, kept for the next time); OLD= names one that is there.
BEFORE ?= HEAD^
deb-test: deb
	@.ci/install $(DEB_TEST_PACKAGES)
	@old=$(OLD); [ -n "$$old" ] || old=$$(packaging/earlier-deb $(BEFORE) | tail -1) && \
	Tests/Package/run.py --old "$$old" --new .build/packages/tocsin_$$(packaging/version)_$$(dpkg --print-architecture).deb

# Holds manual, completions and alerts to what reads them. TOCSIN= for another binary than the debug build.
packaging-check:
	@.ci/install $(PACKAGING_PACKAGES)
	@packaging/check $(or $(TOCSIN),.build/debug/tocsin)

# Reads what is written for calendars with a library from PyPI. TOCSIN= for another binary than the debug build.
calendar-check:
	@.ci/install python3-venv
	@python3 Tests/Duty/calendar_check.py --tocsin $(or $(TOCSIN),.build/debug/tocsin)

# Holds the container files to their linters, which come from PyPI.
container-check:
	@.ci/install python3-venv
	@packaging/check-containers

# Runs the dispatcher in simulated worlds, one for each seed: `make simulate SEEDS=1000`, `make simulate SEED=42 TRACE=--trace`.
simulate: install-deps
	swift build $(SWIFT_FLAGS) $(RELEASE) --product simulate
	.build/release/simulate --store mixed --seeds $${SEEDS:-1000} $(if $(SEED),--seed $(SEED)) $(TRACE)

# Changes a record of 100,000 entries by hand a thousand times: verifying must find each; measures it, the backup and retention.
torture-audit: release install-test-deps
	python3 Tests/Torture/audit.py --tocsin .build/release/tocsin --entries $${ENTRIES:-100000} --edits $${EDITS:-1000}

# Holds the systemd unit to its exposure score.
unit-check:
	@.ci/install systemd
	@.ci/unit-check

# Torments the release server with real SQLite and real receivers: kills, stops, failing syncs, full disks, clock jumps, reloads
# under load. At most 25 minutes on two quiet cores; TORTURE="--quick" takes four, TORTURE="--only kill --kill 2000" one of them.
torture: release install-test-deps
	@.ci/install strace util-linux
	python3 Tests/Torture/run.py --tocsin .build/release/tocsin $(TORTURE)

# Crashes at every point at which the store writes, failed syncs, full disks, and a record that somebody changed.
# STRIDE=10 crashes at every tenth point only.
STRIDE ?= 1
crash-points: install-deps
	swift build $(SWIFT_FLAGS) $(RELEASE) --product simulate
	.build/release/simulate record-edits --entries 100000 --edits 1000
	.build/release/simulate full-disk --sizes 50
	.build/release/simulate sync-errors --positions 200
	.build/release/simulate crash-points --stride $(STRIDE)

# Tries to abuse the server in every way RELIABILITY §4 names: `make abuse ONLY=S10`, TOCSIN= for another binary.
abuse: install-deps
	@.ci/install python3 openssl
	@[ -n "$(TOCSIN)" ] || swift build $(SWIFT_FLAGS) --product tocsin
	@python3 Tests/Abuse $(if $(TOCSIN),--tocsin $(TOCSIN)) $(if $(ONLY),--only $(ONLY)) $(if $(JUNIT),--junit $(JUNIT)) $(if $(JSON),--json $(JSON))

# Searches every parser of outside bytes for SECONDS in all, SEED decides what is tried; a crash leaves its input under .build-fuzz/finds.
SECONDS ?= 60
fuzz: install-deps
	@.ci/install python3
	python3 Tests/Fuzz/run.py --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

# All tests under ThreadSanitizer and AddressSanitizer, the servers that they start too. Half an hour of two cores each.
sanitize: install-test-deps
	python3 Tests/Sanitizers/run.py

# Plants every bug of Tests/Planted in a copy of the sources; the simulation must find each. HUNT takes options of the hunt.
planted: install-deps
	@.ci/install python3
	@Tests/Planted/plant
	swift build $(SWIFT_FLAGS) -c release --package-path .build-planted/tree --scratch-path .build-planted/build --product simulate
	@Tests/Planted/hunt $(HUNT)

bench: release
	@.ci/install prometheus-alertmanager gcc make python3
	$(MAKE) -C Tests/Benchmarks run

# This tree against an earlier commit, turn by turn: `make bench-pair BEFORE=9acc71e PAIRS=5 ONLY=storm,rate`. Half an hour of a quiet machine.
PAIRS ?= 5
bench-pair:
	@[ -n "$(BEFORE)" ] || { echo "name the commit to compare with: make bench-pair BEFORE=COMMIT" >&2; exit 2; }
	@.ci/install $(PACKAGES) gcc make python3
	swift build $(SWIFT_FLAGS) $(RELEASE) --product tocsin
	$(MAKE) -C Tests/Benchmarks all
	Tests/Benchmarks/pair.py $(BEFORE) --pairs $(PAIRS) $(if $(ONLY),--only $(ONLY))

clean:
	rm -rf .build .build-pair .build-fuzz .build-planted .build-thread .build-address
