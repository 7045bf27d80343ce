import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../protocol/errors";
import type { PrebuiltImageInputs } from "../prebuilt-image";

/** Where a prebuilt file is: on this machine, or behind a URL. */
export type Location =
    { readonly file: string; readonly shown: string } | { readonly url: URL; readonly shown: string };

/** Credentials in a URL are for the server, not for messages or states: a signed one has them in its query. */
function withoutCredentials(url: URL): string {
    const shown = new URL(url);
    shown.username = "";
    shown.password = "";
    shown.search = "";
    shown.hash = "";
    return shown.href;
}

export function locationOf(
    { path, url }: Pick<PrebuiltImageInputs, "path" | "url">,
    base = process.cwd(),
): Location {
    if (path !== undefined) return { file: resolve(base, path), shown: path };
    if (url === undefined) throw new UserError("a prebuilt image needs a path or a url");
    const parsed = parseUrl(url);
    if (parsed.protocol === "file:") return { file: pathIn(parsed), shown: url };
    return { url: parsed, shown: withoutCredentials(parsed) };
}

function pathIn(url: URL): string {
    try {
        return fileURLToPath(url);
    } catch (error) {
        const reason = `${url.href} does not name a file of this machine: write it as file:///folder/file, or give \`path\``;
        throw new UserError(reason, { property: "url", cause: error });
    }
}

function parseUrl(url: string): URL {
    try {
        return new URL(url);
    } catch {
        throw new UserError(`${url} is not a URL`, { property: "url" });
    }
}
