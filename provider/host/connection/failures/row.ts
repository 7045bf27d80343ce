import type { SshHost } from "../ssh-host";
import type { Ending } from "./told";

export interface Row {
    /** Found in the words of OpenSSH's client, of sudo or of a shell, whose messages have no numbers. */
    readonly words: RegExp;
    /** For which hosts. Default: for all. */
    readonly when?: (host: SshHost) => boolean;
    readonly why: string;
    readonly remedy: (host: SshHost) => string;
}

export function rowFor(rows: readonly Row[], host: SshHost, ending: Ending): Row | undefined {
    return rows.find(({ words, when }) => words.test(ending.words) && (when?.(host) ?? true));
}
