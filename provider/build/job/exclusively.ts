import { storeLayout } from "../../artifact/layout";
import { withLock } from "../../artifact/lock";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Exclusively } from "../toolchain";

/** One at a time, in this process and among processes; the status line says whom it waits for. */
export function exclusivelyFor({ settings, signal, progress }: Call<Settings>): Exclusively {
    return ({ name, waitsFor }, action) => {
        const onWait = ({ pid }: { readonly pid: number }): void => {
            const where = pid === process.pid ? "" : `, in process ${pid}`;
            progress.status(`waiting for ${waitsFor}${where}`);
        };
        return withLock(storeLayout(settings.store), name, { signal, onWait }, action);
    };
}
