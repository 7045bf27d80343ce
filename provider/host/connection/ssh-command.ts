import { baseEnvironment } from "../../process/environment";
import type { Shell } from "./feed";

export function sshIn(folder: string, argv: Shell["argv"]): Shell {
    return { argv, cwd: folder, env: baseEnvironment(), whenMissing: () => whenSshMissing };
}

const whenSshMissing =
    "Remote hosts are reached by it. Install it: `apt install openssh-client`, `dnf install openssh-clients` or " +
    "`brew install openssh`.";
