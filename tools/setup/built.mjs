import { access } from "node:fs/promises";
import { fingerprint, isStamped, stamp } from "./stamp.mjs";

/**
 * A step that makes a file or folder from sources: done as long as it is there and they are the same.
 *
 * @param {object} step
 * @param {string} step.name of its stamp
 * @param {string} step.title
 * @param {readonly import("./setup.mjs").Step[]} [step.after]
 * @param {readonly string[]} step.sources absolute paths
 * @param {readonly string[]} [step.versions] what matters besides them
 * @param {string} step.output absolute path
 * @param {(say: (status: string) => void) => Promise<void>} step.make
 * @returns {import("./setup.mjs").Step}
 */
export function built({ name, title, after, sources, versions, output, make }) {
    const digest = () => fingerprint(sources, versions);
    return {
        title,
        ...(after === undefined ? {} : { after }),
        isDone: async () => {
            const [isThere, isSame] = await Promise.all([
                exists(output),
                digest().then((now) => isStamped(name, now)),
            ]);
            return isThere && isSame;
        },
        run: async (say) => {
            // Taken first: a source that changes while this runs makes it stale.
            const from = await digest();
            await make(say);
            await stamp(name, from);
        },
    };
}

/** @param {string} path */
const exists = (path) =>
    access(path).then(
        () => true,
        () => false,
    );
