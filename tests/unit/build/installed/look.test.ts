import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GetToolchainOutputs } from "../../../../provider/build/get-toolchain";
import { lookAtTools } from "../../../../provider/build/installed/look";

/** All that the machine has, as far as the search path tells. */
let folder: string;
const { PATH } = process.env;

beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tools-"));
    process.env.PATH = folder;
});

afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
});

async function install(name: string, script: string): Promise<void> {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const look = (): Promise<GetToolchainOutputs> => lookAtTools({ signal: new AbortController().signal });

async function lookFor(name: string) {
    const { tools, missing } = await look();
    return { ...tools.find((tool) => tool.name === name), isMissing: missing.includes(name) };
}

test("a tool that is there has the version that it prints, wherever it prints it", async () => {
    await install("git", "echo git version 2.47.3");
    await install("solo5-hvt", "echo 'Solo5 solo5-hvt v0.9.0' >&2");
    expect(await lookFor("git")).toEqual({
        ...{ name: "git", version: "2.47.3", usedFor: "sources in git", isMissing: false },
    });
    expect(await lookFor("solo5-hvt")).toMatchObject({ version: "0.9.0", isMissing: false });
});

test.each([
    ["is not there", undefined],
    ["does not run", "echo cannot find its libraries 1.2.3; exit 127"],
    ["says nothing of a version", "echo hello"],
])("a tool that %s is missing, with the command that installs it on this machine", async (_, script) => {
    if (script !== undefined) await install("git", script);
    await install("dnf", "");
    expect(await lookFor("git")).toEqual({
        ...{ name: "git", usedFor: "sources in git", isMissing: true },
        install: "dnf install git",
    });
});

test("where opam itself is missing, it is installed first", async () => {
    await install("apt-get", "");
    const { install: command } = await lookFor("mirage");
    expect(command).toBe("apt-get install opam && opam init && opam install mirage");
});

test("without a package manager there is no command to tell", async () => {
    const { tools, missing } = await look();
    expect(tools.map(({ install: command }) => command)).toEqual(tools.map(() => undefined));
    expect(missing).toEqual(tools.map(({ name }) => name));
});

test("Ctrl-C ends a tool that hangs", async () => {
    await install("git", "exec /bin/sleep 1000");
    const cancel = new AbortController();
    const looking = lookAtTools({ signal: cancel.signal });
    const reason = new Error("cancelled");
    setTimeout(() => {
        cancel.abort(reason);
    }, 50);
    await expect(looking).rejects.toBe(reason);
});
