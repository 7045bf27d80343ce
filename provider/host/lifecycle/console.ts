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

const defaultLines = 100;

export async function readConsole(
    { settings }: Pick<Call<Settings>, "settings">,
    { instance, lines: count = defaultLines }: z.output<typeof GetConsoleInputs>,
): Promise<z.output<typeof GetConsoleOutputs>> {
    const folder = instanceFolder(storeLayout(settings.store), instance);
    if (!isAllowedName(instance) || (await ownerOf(folder)) === undefined) {
        const message = `there is no instance "${instance}" on this machine. Give the \`id\` of an Instance`;
        throw new UserError(message, { property: "instance" });
    }
    const lines = await consoleTail(folder, count);
    return { lines, text: lines.map((line) => `${line}\n`).join(""), path: folder.console };
}
