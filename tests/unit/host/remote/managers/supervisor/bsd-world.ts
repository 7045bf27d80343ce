import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root as project } from "../../../../../../tools/setup/paths.mjs";
import { connectLocal, type Connection, type Script } from "../../../../../../provider/host/connection";
import { changing } from "../../../connection/changing";

export type BsdSystem = "FreeBSD" | "OpenBSD";

/** Shells of the kinds that such hosts have. */
export const bsdShells = [
    ["FreeBSD", "dash", []],
    ["FreeBSD", "busybox's ash", ["busybox", "sh"]],
    ["OpenBSD", "dash", []],
    ["OpenBSD", "mksh", ["mksh"]],
] as const;

/** A folder in which scripts for such a host find what they would find there. */
export interface BsdWorld {
    readonly root: string;
    /** Runs scripts by this shell, as if it were the host. */
    connection(shell: readonly string[]): Connection;
    reset(): Promise<void>;
    /** Runs a command there, by hand. */
    sh(command: string): Promise<string>;
    /** Every file and link with what is in it, but for what no instance is the cause of. */
    inventory(): Promise<Record<string, string>>;
    /** What was called that is not there, or otherwise than the tools are known to take it. */
    unexpected(): Promise<string>;
    remove(): Promise<void>;
}

/** What a host of either kind does not have. */
const absent = ["ip", "nft", "ss", "flock", "setsid", "setpriv", "systemctl", "update-rc.d"];

/** What all systems have, and is taken from this one; nothing else of it is found. */
const common = [
    ...[
        "awk",
        "bash",
        "busybox",
        "cat",
        "chmod",
        "chown",
        "cp",
        "cut",
        "dash",
        "date",
        "df",
        "diff",
        "env",
        "expr",
        "find",
        "grep",
    ],
    ...[
        "head",
        "ln",
        "ls",
        "mkdir",
        "mksh",
        "mktemp",
        "mv",
        "perl",
        "pgrep",
        "printf",
        "ps",
        "readlink",
        "rm",
        "rmdir",
        "sed",
        "sh",
        "sleep",
    ],
    ...["sort", "tail", "tee", "touch", "tr", "wc"],
];

/** A host that forwards nothing yet, with pf enabled and our anchors in its pf.conf, and with an SSH server. */
function network(system: BsdSystem): Readonly<Record<string, string>> {
    const tcp = system === "FreeBSD" ? "tcp4 " : "tcp   ";
    const socket = (local: string, remote: string, state: string): string =>
        `${tcp}      0      0  ${local.padEnd(22)} ${remote.padEnd(22)} ${state}\n`;
    return {
        ...(system === "FreeBSD"
            ? { "links/bridge0": "kind bridge\ninet 10.0.0.1 24\n" }
            : {
                  "links/bridge0": "kind bridge\nmember vether0\n",
                  "links/vether0": "kind vether\ninet 10.0.0.1 24\n",
              }),
        "links/em0": "kind em\nup UP,\ninet 192.0.2.1 24\n",
        "sysctl/net.inet.ip.forwarding": "0\n",
        "sysctl/net.inet6.ip6.forwarding": "0\n",
        "pf/status": "Enabled",
        "pf/states": "",
        "pf/main":
            system === "FreeBSD"
                ? 'nat-anchor "unikernel/*" all\nrdr-anchor "unikernel/*" all\n'
                : 'anchor "unikernel/*" all\nblock return all\npass all flags S/SA\n',
        "listening.udp": "",
        "listening.tcp": [
            socket("127.0.0.1.25", "*.*", "LISTEN"),
            socket("*.22", "*.*", "LISTEN"),
            socket("192.0.2.1.9000", "192.0.2.7.8090", "ESTABLISHED"),
        ].join(""),
    };
}

export async function bsdWorld(system: BsdSystem): Promise<BsdWorld> {
    const root = await mkdtemp(join(tmpdir(), "bsd-"));
    const reset = async (): Promise<void> => {
        await rm(root, { recursive: true, force: true });
        for (const folder of [
            "links",
            "enabled",
            "dev/vmm",
            "etc/rc.d",
            "etc/rc.conf.d",
            "usr/local/etc",
            "pf",
            "sysctl",
            "var/run",
        ])
            await mkdir(join(root, folder), { recursive: true });
        await cp(join(project, "tests", "doubles", "bsd"), join(root, "bin"), { recursive: true });
        for (const name of absent) await symlink("refuse", join(root, "bin", name));
        for (const name of common) await symlink(join("/usr/bin", name), join(root, "bin", name));
        await writeFile(join(root, "system"), system);
        for (const [name, text] of Object.entries(network(system))) await writeFile(join(root, name), text);
        await cp(join(root, "bin", "MAKEDEV"), join(root, "dev", "MAKEDEV"));
    };
    await reset();
    return {
        ...{ root, reset },
        sh: (command) =>
            connectLocal().run(
                { body: `PATH=${root}/bin:$PATH\n${command}` },
                { signal: new AbortController().signal },
            ),
        connection: (shell) => ({
            ...changing(connectLocal(), (script) => by(shell, moved(root, script))),
            name: "bsd1",
        }),
        async inventory() {
            const names = await readdir(root, { recursive: true, withFileTypes: true });
            const files = names
                .filter((each) => !each.isDirectory())
                .map((each) => join(each.parentPath, each.name).slice(root.length + 1));
            const kept = files.filter((name) => !name.startsWith("bin/") && !notes.includes(name)).sort();
            const read = async (name: string) =>
                [name, await readFile(join(root, name), "utf8").catch(() => "")] as const;
            return Object.fromEntries(await Promise.all(kept.map(read)));
        },
        unexpected: () => readFile(join(root, "unexpected"), "utf8").catch(() => ""),
        remove: () => rm(root, { recursive: true, force: true }),
    };
}

/** What the doubles write down for tests. */
const notes = ["unexpected", "pf/loads"];

const places =
    /\/var\/run\/pulumi-unikernel|\/var\/lib\/pulumi-unikernel|\/usr\/local\/etc\/rc\.d|\/etc\/rc\.conf\.d|\/etc\/(?:init|cron)\.d|\/etc\/rc\.d(?=\/%s)|\/dev\/vmm|\/dev(?=\/\$(?:tap|1))|(?<=cd )\/dev|\/proc\/sys\/kernel/g;

/** The same script for a host whose root is a folder. */
function moved(root: string, { body, values = {} }: Script): Script {
    const move = (text: string): string =>
        text.replace(places, (place) => root + place).replaceAll("/usr/sbin/daemon", `${root}/bin/daemon`);
    return {
        body: `PATH=${root}/bin\n${move(body)}`,
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, move(value)])),
    };
}

/** Those of the host are ksh or ash; what is here of their kind is asked to do the same. */
function by(shell: readonly string[], { body, values }: Script): Script {
    if (shell.length === 0) return { body, values };
    return {
        body: `export whole_script ${Object.keys(values ?? {}).join(" ")}\nexec ${shell.join(" ")} -c "$whole_script"`,
        values: { ...values, whole_script: `set -eu\n${body}` },
    };
}
