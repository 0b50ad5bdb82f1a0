# Starts things. Whatever needs an `if` is a command of the binary, or a script that is named here.

.PHONY: run demo test check bench-crawl bench-extract bench-search bench-speech

# Builds Earshot and starts it: crawl, speak, and serve the site on http://127.0.0.1:8000.
# The first build takes 12 to 15 minutes on two cores, later ones seconds.
run:
	cargo build --release --locked -p earshot
	$${CARGO_TARGET_DIR:-target}/release/earshot run

# The same over the built-in sample newspaper: no network needed.
demo:
	cargo build --release --locked -p earshot
	$${CARGO_TARGET_DIR:-target}/release/earshot run --sample

# Installs what the tests need and the machine lacks, and runs everything.
test:
	./crates/testkit/run-tests

# Everything that a change must pass.
check:
	./.ci/run

# What the crawler is asked for, measured over the test web, where ../shared is present: half an hour.
bench-crawl:
	cargo build --release --locked -p earshot
	./crates/testkit/with-postgres python3 -B crates/earshot/benches/crawl

# What an extraction costs beside parsing alone, over real pages, where ../shared is present.
bench-extract:
	cargo run --release --locked -p extract --example cost -- ../shared/extraction/pages

# Documents a CPU-second, and the time of searches.
bench-search:
	cargo run --release --locked -p search --example measure 10000

# What speech is asked for: loudness, times, memory, kills, a recogniser's ear. Half an hour.
bench-speech:
	cargo build --release --locked -p earshot
	./crates/earshot/benches/speech/install
	python3 -B crates/earshot/benches/speech
