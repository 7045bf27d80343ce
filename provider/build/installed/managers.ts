import { findExecutable } from "../../process/executable";
import { installCommand, packageManagers, tools, type PackageManager, type Tool } from "../tools";

/** The package managers of this machine. */
export async function findManagers(searchPath: string | undefined): Promise<ReadonlySet<PackageManager>> {
    const found = await Promise.all(
        packageManagers.map(async (manager) => {
            const [command = ""] = installCommand(manager, "").split(" ");
            return (await findExecutable(command, { searchPath, cwd: "/" })) ? [manager] : [];
        }),
    );
    return new Set(found.flat());
}

/** The command that installs a tool with what this machine has. opam itself may have to come first. Pure. */
export function adviseInstall(tool: Tool, managers: ReadonlySet<PackageManager>): string | undefined {
    const offers = Object.entries(tool.packages) as [PackageManager, string][];
    const offer = offers.find(([manager]) => managers.has(manager));
    if (offer) return installCommand(...offer);
    const inOpam = tool.packages.opam;
    const opam = tools.find(({ name }) => name === "opam");
    const first = inOpam === undefined || opam === undefined ? undefined : adviseInstall(opam, managers);
    return first && inOpam && `${first} && opam init && ${installCommand("opam", inOpam)}`;
}
