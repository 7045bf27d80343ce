#!/bin/sh
# Builds the unikernel: target/x86_64-unknown-linux-gnu/release/web
#
# Its own flags for Cargo, and not a .cargo/config.toml, which those of the user's would be mixed into.
set -eu
cd "$(dirname "$0")"

TARGET=x86_64-unknown-linux-gnu
OUTPUT=target/$TARGET/release/web
OLDEST_RUST=91 # of 1.x, as in Cargo.toml
INSTALL="install Rust with rustup, or on Debian 12 with: apt-get install cargo-web"

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

for command in cargo rustc; do
    command -v $command >/dev/null || fail "$command is not installed: $INSTALL"
done
version=$(rustc --version)
minor=${version#rustc 1.}
[ "${minor%%.*}" -ge $OLDEST_RUST ] || fail "$version is too old, 1.$OLDEST_RUST is needed: $INSTALL"
command -v cc >/dev/null || fail "cc is not installed, which links what runs during the build: install gcc and libc6-dev"
[ -d "$(rustc --print target-libdir --target $TARGET)" ] ||
    fail "Rust's library for $TARGET is not installed: rustup target add $TARGET"

separator=$(printf '\037')
flags=-Crelocation-model=static
add() {
    for flag; do flags=$flags$separator$flag; done
}
add -Ctarget-feature=+crt-static -Cforce-unwind-tables=no

host=$(rustc --version --verbose | sed -n 's/^host: //p')
if [ -e "$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld" ]; then
    add -Clinker=rust-lld -Clinker-flavor=ld.lld
    linker_option=-Clink-arg=
else
    add -Clinker=cc -Clink-arg=-nostartfiles
    linker_option=-Clink-arg=-Wl,
fi
for option in -Tlink.ld --build-id=none -zmax-page-size=4096; do
    add "$linker_option$option"
done

# Panics name their source file: not by a path of this machine, so that builds are alike everywhere.
cargo fetch --locked --target $TARGET
cargo_home=${CARGO_HOME:-$HOME/.cargo}
case $cargo_home in
/*) ;;
*) cargo_home=$PWD/$cargo_home ;;
esac
for crates in "$cargo_home"/registry/src/*; do
    add "--remap-path-prefix=$crates=crates"
done

target_dir=${CARGO_TARGET_DIR:-target}
CARGO_ENCODED_RUSTFLAGS=$flags CARGO_INCREMENTAL=0 \
    cargo build --locked --release --target $TARGET --target-dir "$target_dir"

built=$target_dir/$TARGET/release/web
if ! [ "$built" -ef "$OUTPUT" ]; then
    mkdir -p "$(dirname $OUTPUT)"
    cp "$built" "$OUTPUT"
fi
