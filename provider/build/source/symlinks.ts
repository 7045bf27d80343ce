import { existsSync } from "node:fs";
import { posix } from "node:path";
import type { Listing } from "./listing";
import { sourceError } from "./source-error";

/** Where a symlink ends up within a listing, judged by the listing alone. */
type Destination = "inside" | "outside" | "missing" | "loop";

const mostHops = 40;

/**
 * Refuses symlinks that would not work in a copy of the tree: builds happen in one, and on other machines. Whether
 * a link works must not depend on files that are left out, which another checkout may not have.
 */
export function checkSymlinks(root: string, listing: Listing): void {
    const links = listing.filter(({ kind }) => kind === "symlink");
    if (links.length === 0) return;
    const tree = index(listing);
    for (const { path, content } of links) {
        const destination = follow(tree, path);
        if (destination !== "inside") throw brokenLink(root, path, content, destination);
    }
}

interface Tree {
    readonly links: ReadonlyMap<string, string>;
    /** Files, and the folders that hold them. */
    readonly others: ReadonlySet<string>;
}

function index(listing: Listing): Tree {
    const links = new Map<string, string>();
    const others = new Set(["."]);
    for (const { path, kind, content } of listing) {
        if (kind === "symlink") links.set(path, content);
        else others.add(path);
        for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
            const folder = path.slice(0, at);
            if (others.has(folder)) break;
            others.add(folder);
        }
    }
    return { links, others };
}

function follow(tree: Tree, link: string): Destination {
    let here = ".";
    let parts = link.split("/");
    for (let hops = 0; hops <= mostHops;) {
        const [part, ...rest] = parts;
        if (part === undefined) return "inside";
        const next = posix.join(here, part);
        if (next === ".." || next.startsWith("../")) return "outside";
        const target = tree.links.get(next);
        if (target?.startsWith("/")) return "outside";
        if (target === undefined && !tree.others.has(next)) return "missing";
        here = target === undefined ? next : here;
        parts = target === undefined ? rest : [...target.split("/"), ...rest];
        hops += target === undefined ? 0 : 1;
    }
    return "loop";
}

function brokenLink(
    root: string,
    path: string,
    target: string,
    destination: Exclude<Destination, "inside">,
): Error {
    const remedy = "Replace it by what it points to, or name it in `ignore`.";
    const link = `${path} is a symlink to ${target}`;
    switch (destination) {
        case "outside":
            return sourceError(
                `${link}, outside of the source, where no other machine and no private build folder has it. ${remedy}`,
            );
        case "loop":
            return sourceError(`${link}, which leads back to itself. ${remedy}`);
        case "missing":
            return existsSync(`${root}/${path}`)
                ? sourceError(`${link}, which is empty or left out by ignore rules. ${remedy}`)
                : sourceError(`${link}, which does not exist. ${remedy}`);
    }
}
