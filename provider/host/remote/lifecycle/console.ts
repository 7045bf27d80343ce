import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import { consoleLines } from "../console-lines";
import { hostOf } from "../hosts";
import { firstOf } from "../answers";
import { managerNamed } from "../managers/list";
import { answersOf } from "../refusals";
import { consoleScript } from "../scripts/console";
import { nameIn } from "./names";

interface Request {
    readonly instance: string;
    readonly ssh: SshHost;
    readonly lines: number;
}

export async function readConsole(
    call: Pick<Call<Settings>, "settings" | "signal">,
    { instance, ssh, lines }: Request,
): Promise<{ readonly lines: string[]; readonly path: string }> {
    const host = hostOf(call, ssh);
    const name = nameIn(instance);
    const script = consoleScript(name, lines);
    const answers = answersOf(host, await host.connection.run(script, { signal: call.signal }), {
        instance: name,
    });
    const manager = managerNamed(firstOf(answers, "manager") ?? "");
    return { lines: consoleLines(answers), path: manager.consoleCommand(name) };
}
