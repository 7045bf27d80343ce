#!/bin/sh
# Builds the unikernel: target/x86_64-unknown-linux-gnu/release/web
set -eu
cd "$(dirname "$0")"

TARGET=x86_64-unknown-linux-gnu
# Cargo's own flags for host programs are no use to a kernel.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS

cargo_home=${CARGO_HOME:-$HOME/.cargo}
flags="-Crelocation-model=static -Ctarget-feature=+crt-static -Cforce-unwind-tables=no"
flags="$flags -Clinker=rust-lld -Clinker-flavor=ld.lld -Clink-arg=-Tlink.ld -Clink-arg=--build-id=none -Clink-arg=-zmax-page-size=4096"
RUSTFLAGS="$flags --remap-path-prefix=$cargo_home/registry/src=crates" cargo build --locked --release --target "$TARGET"
