import { expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundled } from "../../artifact/bundled";

const tapper = bundled(join(__dirname, "tapper.ts"));

/** TAP devices in a network of the test's own: for root, on Linux. */
const canMakeNetworks =
    spawnSync("unshare", ["--net", "ip", "tuntap", "add", "dev", "t", "mode", "tap"]).status === 0;

(canMakeNetworks ? test : test.skip)(
    "a TAP device is made on its bridge, marked as the instance's, and removed; those of others are left alone",
    () => {
        const seen: unknown = JSON.parse(
            execFileSync("unshare", ["--net", process.execPath, tapper()], { encoding: "utf8" }),
        );
        const ours = { kind: "tap", isUp: true, alias: "pulumi-unikernel:unit", master: "br0" };
        expect(seen).toEqual({
            made: ours,
            refusals: {
                taken: "the interface foreign is in the way: it is not this instance's",
                noBridge:
                    "the bridge br9 does not exist. Create it: ip link add br9 type bridge && ip link set br9 up",
                notABridge: "own is not a bridge",
                down: "the TAP device own is down. Bring it up: ip link set own up",
                absent:
                    "the TAP device gone does not exist. Create it: " +
                    "ip tuntap add dev gone mode tap user $USER && ip link set gone up",
                notATap: "br0 is not a TAP device",
            },
            afterAnother: ours,
            left: { foreign: "tap", own: "tap", br0: "bridge" },
        });
    },
);

(canMakeNetworks ? test : test.skip).each([
    [
        "another user",
        "--reuid 65534 --regid 65534 --clear-groups",
        /Permission denied|Operation not permitted/,
    ],
    ["root in a container", "--bounding-set=-net_admin --inh-caps=-net_admin", /Operation not permitted/],
])("%s, who may not make TAP devices, is told so, and what to do instead", (_, privileges, reason) => {
    const script = `ip link add br0 type bridge && exec setpriv ${privileges} "$0" "$1" br0`;
    const words = ["--net", "sh", "-c", script, process.execPath, tapper()];
    const refusal = JSON.parse(execFileSync("unshare", words, { encoding: "utf8" })) as string;
    const [, said = ""] =
        /^no TAP device could be made on the bridge br0: (.*?)\. Run this .*$/.exec(refusal) ?? [];
    expect(said).toMatch(reason);
    expect(refusal).toContain(
        "Run this as root, or attach a TAP device that root has made: networks: { service: { tap: … } }",
    );
});
