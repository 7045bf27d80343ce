import type { z } from "zod";
import { storeLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { GetConsoleInputs, GetConsoleOutputs } from "../get-console";
import { consoleTail } from "../local/console";
import { instanceFolder } from "../local/folder";
import { ownerOf } from "../local/owner";
import { isAllowedName } from "../name";
import * as remote from "../remote";

type Inputs = z.output<typeof GetConsoleInputs>;
type Console = z.output<typeof GetConsoleOutputs>;

const defaultLines = 100;

export async function readConsole(
    call: Pick<Call<Settings>, "settings" | "signal">,
    { instance, host, lines: count = defaultLines }: Inputs,
): Promise<Console> {
    const ssh = host?.ssh ?? remote.hostIn(instance);
    if (ssh) return answer(await remote.readConsole(call, { instance, ssh, lines: count }));
    const folder = instanceFolder(storeLayout(call.settings.store), instance);
    if (!isAllowedName(instance) || (await ownerOf(folder)) === undefined) {
        const message = `there is no instance "${instance}" on this machine. Give the \`id\` of an Instance`;
        throw new UserError(message, { property: "instance" });
    }
    return answer({ lines: await consoleTail(folder, count), path: folder.console });
}

function answer({ lines, path }: Pick<Console, "lines" | "path">): Console {
    return { lines, text: lines.map((line) => `${line}\n`).join(""), path };
}
