import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { linuxPreparation } from "../../../../../provider/host/remote/managers/supervisor/preparation/linux";
import { tapLines } from "../../../../../provider/host/remote/managers/systemd/taps";
import { tapTag } from "../../../../../provider/host/network/taps";
import { canMakeNetworks } from "../own-host";

const unit = "0011223344556677";
const tap = "uk0123456789ab";
const device = { name: "service", kind: "tap", mac: "02:00:00:00:00:01", tap, bridge: "br0" } as const;

/** The words of the first line, as systemd would have them. */
function unitLine(): string[] {
    const [line = ""] = tapLines({ taps: [device], unit, folder: "/nowhere" });
    const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = ""]) => word);
    return words.map((word) => word.replace(/\\(.)/g, "$1").replaceAll("$$", "$").replaceAll("%%", "%"));
}

function serviceScript(): string {
    const values = `folder=/nowhere tag=${tapTag(unit)} uid=61234 tap=${tap} bridge=br0 mac=fe:00:00:00:00:01`;
    return `set -eu\n${values}\n${linuxPreparation}\nmake_tap\n`;
}

const [unitScript = "", , ...unitWords] = unitLine();

(canMakeNetworks ? test : test.skip).each([
    ["unit of systemd", unitScript, unitWords],
    ["service script", serviceScript(), []],
])(
    "a TAP device whose making by a %s is killed anywhere is whole after the next start, and no other's is taken",
    async (_what, script, words) => {
        const place = await mkdtemp(join(tmpdir(), "marked-tap-"));
        await writeFile(join(place, "make"), script);
        const { stdout } = await promisify(execFile)(
            "unshare",
            ["--net", "--mount", "sh", join(__dirname, "marked-tap.sh"), place, ...words],
            { env: { ...process.env, tap, user: `uk${unit}` } },
        ).finally(() => rm(place, { recursive: true }));
        const lines = stdout.trim().split("\n");
        const ours = `alias=${tapTag(unit)} owner=61234 `;
        expect(lines.filter((line) => line.startsWith("killed before: "))).toHaveLength(2);
        for (const line of lines.filter((each) => each.startsWith("left ")))
            expect(line).toMatch(new RegExp(`^left (nothing$|${ours})`));
        const made = lines.filter((line) => line.startsWith("made "));
        expect(made).toEqual(Array(3).fill(`made ${ours}master=br0 flags=0x1303`));
        expect(lines).toContain(`mended ${ours}master=br0 flags=0x1303`);
        expect(lines.at(-1)).toBe("foreign alias= owner=-1 master=none flags=0x1002");
        expect(lines.at(-3)).toMatch(/busy|exists/);
    },
);
