import { describe, expect, it } from "@jest/globals";
import { readLayout, readOutputName } from "../../../../provider/build/mirage/layout";
import { recorded } from "../../../doubles/mirage/transcripts";

/** A generated Makefile, as recorded. */
const makefile = recorded("09-query-makefile").stdout.split("\n").slice(1).join("\n");

describe("where mirage put things", () => {
    it("is read from the Makefile it generated", () => {
        expect(readLayout(makefile)).toEqual({
            packageName: "hello-unix",
            opamFile: "mirage/hello-unix.opam",
            lockFile: "mirage/hello-unix.opam.locked",
            outputFolder: "dist",
        });
    });

    it("is below config.ml's folder when that is not the root", () => {
        const inSub = makefile
            .replace("= ./mirage", "= sub/mirage")
            .replace("BUILD_DIR = ./", "BUILD_DIR = sub/");
        expect(readLayout(inSub)).toMatchObject({
            lockFile: "sub/mirage/hello-unix.opam.locked",
            outputFolder: "sub/dist",
        });
    });

    it.each([
        ["of another tool", "all:\n\techo hi\n"],
        ["of mirage 4.0, which has no `lock`", makefile.replace("lock::", "depend::")],
        ["of mirage 4.0, which has no `install-switch`", makefile.replace("install-switch::", "x::")],
    ])("is unknown in a Makefile %s", (_, other) => {
        expect(readLayout(other)).toBeUndefined();
    });
});

const rule = (target: string): string =>
    `(rule\n (mode (promote (until-clean)))\n (target ${target})\n (action x))\n`;

describe("the name of the output", () => {
    it.each([
        [rule("hello.spt"), "hello.spt"],
        [rule("hello"), "hello"],
        [`${rule("hello.xl")}${rule("hello_libvirt.xml")}${rule("hello.xen")}`, "hello.xen"],
        ["(rule)", undefined],
    ])("is the kernel's, not that of a hypervisor's own file: %j", (distDune, name) => {
        expect(readOutputName(distDune)).toBe(name);
    });
});
