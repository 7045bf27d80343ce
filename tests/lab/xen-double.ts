import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll } from "@jest/globals";
import type { Connection } from "../../provider/host/connection";
import { root } from "../../tools/setup/paths.mjs";
import { changing } from "../unit/host/connection/changing";
import { labWorld, type LabWorld } from "./world";

export const doubles = join(root, "tests/doubles/xen");

const files = {
    xl: "/usr/local/bin/xl",
    "xenstore-read": "/usr/local/bin/xenstore-read",
    "vif-bridge": "/etc/xen/scripts/vif-bridge",
};

/** What Linux has of Xen, which cannot be made elsewhere. */
const stands = "/run/lock/xen";
const says = `mkdir -p /etc/xen/scripts /var/log/xen/console ${stands}/proc ${stands}/sys/properties ${stands}/sys/version
echo control_d >${stands}/proc/capabilities
echo xen-3.0-x86_64 hvm-3.0-x86_64 >${stands}/sys/properties/capabilities
echo 4 >${stands}/sys/version/major; echo 17 >${stands}/sys/version/minor; echo .0 >${stands}/sys/version/extra`;

/** A host with Xen's double, which scripts take for Xen; it runs what is at /root/guest when it is told to. */
export function xenDoubleWorld(): () => LabWorld {
    const lab = labWorld();
    beforeAll(async () => {
        await lab().exec(says);
        for (const [name, path] of Object.entries(files)) {
            const text = await readFile(join(doubles, name), "base64");
            await lab().exec(`echo ${text} | base64 -d >${path}; chmod 755 ${path}`);
        }
        await lab().exec("echo nothing >/root/guest");
        lab().through(seeing);
    });
    return lab;
}

/** As a script that is run by `sh`, xl can be killed in the middle as well. */
const seen = (text: string): string =>
    text
        .replaceAll("/proc/xen", `${stands}/proc`)
        .replaceAll("/sys/hypervisor", `${stands}/sys`)
        .replaceAll("xl create ", `sh ${files.xl} create `)
        .replaceAll("5>&- 7>&- 8>&-", "8>&-");

/** Some scripts are in a value of another. */
const seeing = (connection: Connection): Connection =>
    changing(connection, ({ body, values = {} }) => {
        const each = Object.entries(values).map(([name, value]) => [name, seen(value)] as const);
        return { body: seen(body), values: Object.fromEntries(each) };
    });
