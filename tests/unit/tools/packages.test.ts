import { expect, test } from "@jest/globals";
import { cargo, cc, missingMessage, qemu } from "../../../tools/setup/packages.mjs";

test("what is missing is listed once, with the one command for each kind of system", () => {
    expect(missingMessage([qemu, cargo("1.91"), cc])).toBe(
        `Programs that this needs are not on this machine, or do not run:
    qemu-system-x86_64   runs the unikernel
    cargo 1.91 or newer  builds the quickstart's unikernel
    gcc                  links, and compiles the tests' unikernels
Install them, then run this again:
    Debian, Ubuntu   sudo apt-get install --no-install-recommends qemu-system-x86 cargo-web rustc-web gcc libc6-dev
    Fedora           sudo dnf install qemu-system-x86-core cargo rust gcc
    macOS            brew install qemu rust gcc`,
    );
});
