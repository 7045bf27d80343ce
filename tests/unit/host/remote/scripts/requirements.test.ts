import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { publishable } from "../../../../../provider/host/remote/scripts/ports";
import { unused } from "../../../../../provider/host/remote/scripts/requirements";

/** What is said of a port when `ss` lists these listeners. */
function refusalFor(port: string, listeners: string): string {
    const tools = `
        refuse() { echo "$*"; exit 0; }
        nft() { return 1; }
        ss() { printf '%s\\n' "$listeners"; }
        ${publishable}
        ${unused}`;
    const env = { PATH: process.env.PATH, listeners, ports: `${port} 10.42.0.2 53\n` };
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
