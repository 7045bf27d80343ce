import { readFile } from "node:fs/promises";
import { UserError } from "../../protocol/errors";

/** What a credentials file holds, as far as it matters here. */
export interface CredentialsFile {
    readonly type?: string;
    readonly project_id?: string;
    readonly token_uri?: string;
    readonly client_email?: string;
}

/** Reads credentials that are given as JSON or as the path of a file. What is in them is in no message. */
export async function credentialsFile(given: string): Promise<CredentialsFile> {
    if (given.trimStart().startsWith("{")) return parsed(given, "the configured Google credentials");
    let text: string;
    try {
        text = await readFile(given, "utf8");
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const reason = code === "ENOENT" ? "there is no such file" : (code ?? String(error));
        throw new UserError(`The Google credentials ${given} cannot be read: ${reason}.`, { cause: error });
    }
    return parsed(text, `the Google credentials ${given}`);
}

function parsed(text: string, what: string): CredentialsFile {
    try {
        return JSON.parse(text) as CredentialsFile;
    } catch {
        throw new UserError(
            `${what[0]?.toUpperCase() ?? ""}${what.slice(1)} are not JSON. Give a key that \`gcloud iam service-accounts keys create\` wrote.`,
        );
    }
}
