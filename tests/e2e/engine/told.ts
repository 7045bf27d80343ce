import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finished } from "./cli";

/** The lines of what `pulumi` printed that tell one of the secrets, but for those that Pulumi itself prints with whatever it passes on. */
export function linesThatTell(secrets: readonly string[], { stdout, stderr }: Finished): string[] {
    return [stdout, stderr]
        .flatMap((text) => withKeysInOneLine(text).split("\n"))
        .filter((line) => secrets.some((secret) => line.includes(secret)))
        .filter((line) => !isTheEnginesOwn(line) && !isOfPulumisOwnSdk(line));
}

/** So that who prints a key is seen where the key is. */
const withKeysInOneLine = (text: string): string =>
    text.replaceAll(keyInLines, (key) => key.replaceAll("\n", "\\n"));

const keyInLines = /-----BEGIN [A-Z ]+-----\n( *[A-Za-z0-9+/=]+\n)+ *-----END [A-Z ]+-----\n/g;

/** The engine's own verbose log quotes what it passes on, secrets too. */
const isTheEnginesOwn = (line: string): boolean =>
    /^\{"time":.*"msg":"(Unm|M)arshaling property for RPC\[/.test(line);

/** With `--debug` Pulumi's SDK for Node.js prints whatever a resource has become, and a function is asked, secrets too. */
const isOfPulumisOwnSdk = (line: string): boolean =>
    /^(\{"time":[^{]*"msg":"(eventSink::Debug\(<\{%reset%\}>)?|.*?debug: )(RegisterResource RPC finished: resource:|, obj=\{)/.test(
        line,
    );

export async function expectNoFileBelow(folder: string, secret: string): Promise<void> {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        if ((await readFile(path)).includes(secret)) throw new Error(`${path} holds the secret`);
    }
}
