import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../tools/setup/paths.mjs";

/** A small server with systemd and an OpenSSH server, of whatever kind. It ends with the process that started it. */
export interface Lab {
    /** On this machine; inside its host name is `lab`. */
    readonly name: string;
    /** What `host: { ssh }` of an Instance takes. Besides root there are `deploy`, who may sudo, and `nosudo`, who may not. */
    readonly ssh: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly identity: string;
        readonly hostKey: string;
    };
    /** Runs a command inside, as root, past ssh: for looking and for breaking things. Answers stdout; fails with stderr. */
    exec(command: string): Promise<string>;
    /** All that the host holds now, to compare before and after. */
    inventory(): Promise<string>;
    /** Shuts it down in order and boots it again. What is on its disk stays; it keeps its address. */
    reboot(): Promise<void>;
    /** Pulls the plug. Nothing is left of it. */
    stop(): Promise<void>;
}

export const inventoryScript = (): Promise<string> =>
    readFile(join(root, "tests", "lab", "inventory.sh"), "utf8");
