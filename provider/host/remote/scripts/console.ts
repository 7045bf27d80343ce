import type { Script } from "../../connection";
import { managerShell } from "../managers/list";
import { folderOf } from "../place";
import { asRoot, common, managed } from "./common";
import { platform } from "./platform";

/** The last lines that an instance wrote, those of its earlier starts among them. */
export function consoleScript(name: string, lines: number): Script {
    return {
        body: [
            common,
            platform,
            asRoot,
            managed,
            managerShell,
            `[ -e "$folder/owner" ] || refuse absent
manager=$(cat "$folder/manager")
say manager "$manager"
managed console "$name" "$lines" | sed 's/^/console /'`,
        ].join("\n"),
        values: { name, folder: folderOf(name), lines: String(lines) },
    };
}
