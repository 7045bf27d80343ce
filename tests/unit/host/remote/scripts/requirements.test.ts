import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownership } from "../../../../../provider/host/remote/scripts/common";
import { portTables, publishable } from "../../../../../provider/host/remote/scripts/ports";
import { requirements, unique, unused } from "../../../../../provider/host/remote/scripts/requirements";

/** What is said of a port when `ss` lists these listeners. */
function refusalFor(port: string, listeners: string, address = "10.42.0.2"): string {
    const tools = `
        refuse() { echo "$*"; exit 0; }
        nft() { return 1; }
        ss() { printf '%s\\n' "$listeners"; }
        ${portTables}
        ${publishable}
        ${unused}`;
    const env = { PATH: process.env.PATH, listeners, ports: `${port} ${address} 53\n` };
    return execFileSync("sh", ["-c", tools], { encoding: "utf8", env });
}

const line = (local: string): string =>
    `UNCONN 0 0 ${local} 0.0.0.0:* users:(("systemd-resolve",pid=612,fd=16))`;

test.each(["127.0.0.53%lo:53", "127.0.0.54:53", "[::1]:53"])(
    "a port is free to publish when a program listens on it at %s alone",
    (local) => {
        expect(refusalFor("udp 53", line(local))).toBe("");
    },
);

test.each(["0.0.0.0:53", "10.0.0.1:53", "10.0.0.1%eth0:53", "*:53"])(
    "a port that a program listens on at %s is its",
    (local) => {
        expect(refusalFor("udp 53", line(local))).toBe("listening 53/udp systemd-resolve\n");
    },
);

test.each(["127.0.0.53%lo:53", "0.0.0.0:53", "10.0.0.1:53", "[::1]:53", "[fe80::1]%eth0:53"])(
    "a port is free to publish by IPv6 when a program listens on it at %s alone",
    (local) => {
        expect(refusalFor("udp 53", line(local), "fd42::2")).toBe("");
    },
);

test.each(["*:53", "[::]:53", "[fd42::1]:53"])(
    "a port that a program listens on at %s is its by IPv6",
    (local) => {
        expect(refusalFor("udp 53", line(local), "fd42::2")).toBe("listening 53/udp systemd-resolve\n");
    },
);

/** What is said of an instance at 10.9.0.7 on a bridge when there is another of that address. The host is on br0. */
function refusalBeside(bridge: string, others: string | undefined): string {
    const root = mkdtempSync(join(tmpdir(), "unique-"));
    const other = join(root, "instances", "other");
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "owner"), "# pulumi-unikernel 0011223344556677 urn:other");
    writeFileSync(join(other, "addresses"), "service 10.9.0.7/24\n");
    if (others !== undefined) writeFileSync(join(other, "bridges"), others);
    const tools = `
        refuse() { echo "$*"; exit 0; }
        addresses_of() { [ "$1" != br0 ] || echo 10.9.0.1/24; }
        ${ownership}
        ${unique}`;
    const env = {
        ...{ PATH: process.env.PATH, root, folder: join(root, "instances", "www"), handover: "" },
        ...{ owner: "# pulumi-unikernel 8899aabbccddeeff urn:www", addresses: "service 10.9.0.7/24\n" },
        ...{ bridges: bridge, volumes: "", ports: "" },
    };
    const said = execFileSync("sh", ["-euc", tools], { encoding: "utf8", env });
    rmSync(root, { recursive: true });
    return said;
}

test.each([
    ["on the same bridge", "br7", "br7"],
    ["on one of its bridges", "br7", "br8\nbr7"],
    ["on a bridge that the host is on", "br0", "br7"],
    ["while the host is on that one's bridge", "br7", "br0"],
    ["of which no bridge is known", "br7", undefined],
])("an address is refused beside another's %s", (_where, bridge, others) => {
    expect(refusalBeside(bridge, others)).toBe("address 10.9.0.7 urn:other\n");
});

test("two bridges that the host is not on are networks of their own, each with the same address", () => {
    expect(refusalBeside("br7", "br8")).toBe("");
});

/** What is said of a volume that is there. */
function refusalOf(manager: string, volume: string): string {
    const tools = `
        refuse() { echo "$*"; exit 0; }
        ${requirements}`;
    const env = {
        PATH: process.env.PATH,
        ports: "",
        bridges: "",
        taps: "",
        manager,
        volumes: `ro ${volume}\n`,
    };
    return execFileSync("sh", ["-euc", tools], { encoding: "utf8", env });
}

test("a volume that a unit of systemd would not see is refused before it is started, and no other", () => {
    const folder = mkdtempSync("/tmp/volume-");
    const volume = join(folder, "disk.img");
    writeFileSync(volume, "");
    expect(refusalOf("systemd", volume)).toBe(`hidden ${volume}\n`);
    expect(refusalOf("supervisor", volume)).toBe("");
    expect(refusalOf("systemd", "/bin/sh")).toBe("");
    rmSync(folder, { recursive: true });
});
