import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { icmpAttempt } from "../../../../provider/host/probe/icmp";

const { PATH } = process.env;
let bin: string;
beforeEach(async () => {
    bin = await mkdtemp(join(tmpdir(), "ping-"));
    process.env.PATH = bin;
});
afterEach(async () => {
    process.env.PATH = PATH;
    await rm(bin, { recursive: true });
});

/** What the probe says when this machine's `ping` is this script: nothing when it passes. */
async function pinged(script: string | undefined, signal = new AbortController().signal): Promise<string> {
    if (script !== undefined) {
        await writeFile(join(bin, "ping"), `#!/bin/sh\n${script}\n`);
        await chmod(join(bin, "ping"), 0o755);
    }
    return icmpAttempt("10.0.0.2")(signal).then(
        () => "",
        (error: unknown) => (error as Error).message,
    );
}

test.each([
    ["passes when it is answered", '[ "$*" = "-c 1 10.0.0.2" ]', ""],
    ["says when it is not", "exit 1", "10.0.0.2 did not answer a ping"],
    [
        "says what ping says is in the way",
        "echo 'ping: connect: Network is unreachable' >&2; exit 2",
        "ping: connect: Network is unreachable",
    ],
    [
        "says that the program is missing",
        undefined,
        "there is no `ping` here. Install it: `apt install iputils-ping` (Debian, Ubuntu), `dnf install iputils` (Fedora) or `apk add iputils` (Alpine)",
    ],
])("a ping %s", async (_what, script, message) => {
    expect(await pinged(script)).toBe(message);
});

test("a ping that takes too long is ended", async () => {
    expect(await pinged("exec /bin/sleep 100", AbortSignal.timeout(200))).toBe(
        "10.0.0.2 did not answer a ping",
    );
});
