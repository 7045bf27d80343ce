import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dependenciesDigest } from "./dependencies";
import { runStage, type Session } from "./session";
import type { WarmState } from "./state";
import { inSwitchTurn } from "./switch-turn";

/** What opam wrote down of a switch's packages: differs after whatever was installed, removed or pinned there. */
const switchContents = async (prefix: string | undefined): Promise<string | undefined> => {
    if (prefix === undefined) return undefined;
    try {
        return await readFile(join(prefix, ".opam-switch", "switch-state"), "utf8");
    } catch {
        return undefined;
    }
};

interface Wanted {
    readonly opam: string;
    readonly lock: string;
}

/** Equal when nothing is left to install. Absent when there is no telling. */
const installedFor = async (session: Session, { opam, lock }: Wanted): Promise<string | undefined> => {
    const contents = await switchContents(session.switchPrefix);
    if (contents === undefined) return undefined;
    const { depext } = session.request.options;
    // The lock counts only for the system packages it lists.
    const parts = [dependenciesDigest(opam), contents, depext ? lock : ""];
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
};

/** Installs what the build needs in the opam switch, the cross compiler above all, unless it is there. */
export const installSwitch = async (session: Session, wanted: Wanted, state: WarmState): Promise<void> => {
    const before = await installedFor(session, wanted);
    if (before !== undefined && state.get("installed") === before) return;
    // Not while another build has mirage's overlay repositories in the switch, to solve its dependencies.
    await inSwitchTurn(session, () => runStage(session, "install-switch", ["make", "install-switch"]));
    await state.set("installed", await installedFor(session, wanted));
};
