import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { tool } from "../tool";

/** A lab's own: nobody else's keys are on it, and it is in nobody's known_hosts. */
export interface Keys {
    /** The folder with `host`, `host.pub`, `user` and `user.pub`. */
    readonly folder: string;
    /** The text of the users' private key. */
    readonly identity: string;
    readonly hostKey: string;
}

export async function makeKeys(folder: string): Promise<Keys> {
    await mkdir(folder, { mode: 0o700 });
    await Promise.all(["host", "user"].map((name) => makeKey(join(folder, name))));
    const [identity, hostKey] = await Promise.all(
        ["user", "host.pub"].map((name) => readFile(join(folder, name), "utf8")),
    );
    return { folder, identity: identity ?? "", hostKey: (hostKey ?? "").trim() };
}

const makeKey = (path: string): Promise<string> =>
    tool(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]);
