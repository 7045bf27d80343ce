import type { Progress } from "../resource";
import type { Secrets } from "../secrets/secrets";
import type { Engine } from "./engine";
import { createThrottle } from "./throttle";

/** Often enough to look alive; the engine keeps every one until the operation ends. */
const intervalMs = 200;

export interface CallProgress extends Progress {
    /** Sends what is still held back. */
    end(): void;
}

export function createProgress(engine: Engine, urn: string, secrets: Secrets): CallProgress {
    const throttle = createThrottle(intervalMs, (message) => {
        engine.log({ urn, message, severity: "info", ephemeral: true });
    });
    return {
        status(line) {
            // Once before, since cleaning takes tabs out of a secret, and once after, since a tool may colour one in part.
            const text = firstLine(secrets.redact(line));
            if (text) throttle.push(secrets.redact(text));
        },
        note(message, severity = "info") {
            engine.log({ urn, message: secrets.redact(message), severity, ephemeral: false });
        },
        end() {
            throttle.end();
        },
    };
}

// The engine shows one line, and passes on what would move the cursor.
function firstLine(text: string): string {
    const [line = ""] = text.trimStart().split(/[\r\n]/, 1);
    // eslint-disable-next-line no-control-regex -- escape sequences are control characters
    return line.replace(/\u001b\[[0-?]*[ -/]*[@-~]|[\u0000-\u001f\u007f]/g, "").trimEnd();
}
