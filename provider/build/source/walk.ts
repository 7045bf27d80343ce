import { lstatSync, readdirSync, readFileSync, readlinkSync, type Dirent, type Stats } from "node:fs";
import { ignores, withIgnoreFile, type IgnoreRules } from "./ignore/rules";
import { kindOf, sortBytewise, type Kind } from "./listing";
import { errorCode, sourceError, systemReason } from "./source-error";

/** Something in a tree, before its contents have been read. */
export interface Found {
    readonly path: string;
    readonly kind: Kind;
    readonly stats: Stats;
    /** The text of a symlink. */
    readonly linkTarget?: string;
}

/** A folder whose names are being walked. */
interface Level {
    readonly path: string;
    readonly names: Iterator<string>;
    readonly rules: IgnoreRules;
}

/**
 * Walks a tree in the bytewise order of paths. Its system calls are synchronous: handing each of them to the thread
 * pool would take several times as long, and the caller decides when to pause between two entries.
 */
export function* walk(root: string, rules: IgnoreRules): Generator<Found, void, undefined> {
    const levels = [openFolder(root, "", rules)];
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
        const next = level.names.next();
        if (next.done) {
            levels.pop();
        } else if (next.value.endsWith("/")) {
            levels.push(openFolder(root, level.path + next.value, level.rules));
        } else {
            const found = look(root, level.path + next.value);
            if (found !== undefined) yield found;
        }
    }
}

function openFolder(root: string, path: string, outer: IgnoreRules): Level {
    const dirents = readFolder(root, path);
    const hasIgnoreFile = dirents.some((dirent) => dirent.name === ".gitignore" && dirent.isFile());
    const rules =
        hasIgnoreFile && outer.honoursFiles
            ? withIgnoreFile(outer, readIgnoreFile(root, `${path}.gitignore`), { below: path })
            : outer;
    const kept = dirents.filter((dirent) => !ignores(rules, path + dirent.name, dirent.isDirectory()));
    for (const { name } of kept) if (name.includes("\uFFFD")) requireUtf8(root, path, name);
    // With its slash a folder sorts where the paths in it belong: `a.b` before `a/b` before `ab`.
    const names = sortBytewise(
        kept.map((dirent) => (dirent.isDirectory() ? `${dirent.name}/` : dirent.name)),
    );
    return { path, names: names.values(), rules };
}

function readFolder(root: string, path: string): Dirent[] {
    try {
        return readdirSync(`${root}/${path}`, { withFileTypes: true });
    } catch (error) {
        if (path !== "" && errorCode(error) === "ENOENT") return [];
        throw unreadable(path === "" ? root : path, error);
    }
}

function readIgnoreFile(root: string, path: string): string {
    try {
        return readFileSync(`${root}/${path}`, "utf8");
    } catch (error) {
        throw unreadable(path, error);
    }
}

/** Nothing for what an editor or a tool has removed since its folder was read. */
function look(root: string, path: string): Found | undefined {
    try {
        const stats = lstatSync(`${root}/${path}`);
        const kind = kindOf(stats);
        if (kind === undefined) throw notCopyable(path, stats);
        return kind === "symlink"
            ? { path, kind, stats, linkTarget: readlinkSync(`${root}/${path}`) }
            : { path, kind, stats };
    } catch (error) {
        if (errorCode(error) === "ENOENT") return undefined;
        throw errorCode(error) === undefined ? error : unreadable(path, error);
    }
}

export function unreadable(path: string, error: unknown): Error {
    return sourceError(
        `${path} cannot be read: ${systemReason(error)}. ` +
            "Make it readable, or leave it out: name it in `ignore` or in a .gitignore file.",
        error,
    );
}

function notCopyable(path: string, stats: Stats): Error {
    const what = stats.isSocket() ? "a socket" : stats.isFIFO() ? "a named pipe" : "not a file";
    return sourceError(
        `${path} is ${what}. A source holds files, folders and symlinks. Remove it, or name it in \`ignore\`.`,
    );
}

/** Node reads bytes that are no UTF-8 as U+FFFD, which a name may also hold in its own right. */
function requireUtf8(root: string, path: string, name: string): void {
    const bytes = readdirSync(`${root}/${path}`, "buffer");
    const misread = bytes.find((raw) => raw.toString() === name && !raw.equals(Buffer.from(name)));
    if (misread === undefined) return;
    throw sourceError(
        `${path}${misread.toString("latin1")} has a name that is not UTF-8. Rename it, or name it in \`ignore\`.`,
    );
}
