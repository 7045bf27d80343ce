import { baseEnvironment } from "../../process/environment";
import type { Connection } from "./connection";
import { answerOf } from "./ending";
import { feed } from "./feed";
import { withinTime } from "./within-time";

const name = "this machine";

/** Runs the same scripts here. */
export function connectLocal(): Connection {
    return {
        name,
        run: (script, options) =>
            withinTime(name, options, async (signal) =>
                answerOf(name, await feed(localShell(), script, { ...options, signal })),
            ),
    };
}

const localShell = () => ({ argv: ["sh", "-s"] as const, cwd: "/", env: baseEnvironment() });
