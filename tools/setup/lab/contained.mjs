import { logged } from "../logged.mjs";

/**
 * Runs a recipe that makes something at a path. What it mounts and starts goes away with it, however this or that ends.
 *
 * @param {object} recipe
 * @param {string} recipe.name of its log
 * @param {string} recipe.script
 * @param {string} recipe.path
 * @param {Record<string, string>} recipe.env
 * @param {(line: string) => void} recipe.onLine
 */
export async function contained({ name, script, path, env, onLine }) {
    const apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    await logged(name, ["setpriv", "--pdeathsig", "KILL", ...apart, "sh", script, path], {
        env: { ...process.env, ...env, LC_ALL: "C.UTF-8" },
        onLine,
    });
}
