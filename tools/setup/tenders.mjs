import { existsSync } from "node:fs";
import { link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { built } from "./built.mjs";
import { environment } from "./environment.mjs";
import { logged } from "./logged.mjs";
import { root, work } from "./paths.mjs";
import { shareCargoConfiguration } from "./rust.mjs";

const crate = join(root, "tests", "doubles", "solo5");
const target = join(work, "tenders", "target");

/** The folder of the doubles of solo5-spt and solo5-hvt, which are one program. */
export const tendersPath = join(work, "tenders", "bin");

const names = ["solo5-spt", "solo5-hvt"].map((name) => join(tendersPath, name));

/** Static where labs run, since their C library may be older than this machine's. */
const flags = existsSync("/etc/debian_version") ? ["-Ctarget-feature=+crt-static"] : [];

/** For Linux. */
export const tenders = built({
    name: "tenders",
    title: "the double of Solo5's tenders",
    sources: [
        ...["Cargo.toml", "Cargo.lock", "src"].map((name) => join(crate, name)),
        join(root, "examples", "quickstart", "web", "src"),
    ],
    versions: flags,
    output: join(tendersPath, "solo5-hvt"),
    make: async (say) => {
        await shareCargoConfiguration();
        await logged(
            "tenders",
            ["cargo", "rustc", "--locked", "--release", `--target-dir=${target}`, "--", ...flags],
            {
                cwd: crate,
                env: { ...(await environment()), CARGO_ENCODED_RUSTFLAGS: "" },
                onLine: (line) => {
                    say(line.trim());
                },
            },
        );
        await mkdir(tendersPath, { recursive: true });
        for (const name of names) {
            await rm(name, { force: true });
            await link(join(target, "release", "solo5-tender"), name);
        }
    },
});
