import { readFileSync } from "node:fs";
import { access, mkdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { paths, root } from "./paths.mjs";

export const cargoHome = join(paths.cache, "cargo");

/** The Rust that the quickstart's unikernel asks for. */
export function rustVersion() {
    const manifest = readFileSync(join(root, "examples/quickstart/web/Cargo.toml"), "utf8");
    return /^rust-version = "(.+)"/m.exec(manifest)?.[1] ?? "1.0";
}

/** Crates come from where the user's own cargo takes them: a mirror, for one. */
export async function shareCargoConfiguration() {
    const own = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "config.toml");
    const shared = join(cargoHome, "config.toml");
    const [isThere, isShared] = await Promise.all([exists(own), exists(shared)]);
    if (!isThere || isShared || own === shared) return;
    await mkdir(cargoHome, { recursive: true });
    await symlink(own, shared);
}

/** @param {string} path */
const exists = (path) =>
    access(path).then(
        () => true,
        () => false,
    );
