import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { UserError } from "../../protocol/errors";
import type { Forward } from "../hypervisors/hypervisor";
import { describeForward } from "../network/forwards";
import { portHolder } from "./listeners";

/** A port that is taken, or that this user may not have, would only be found out in QEMU's own words later. */
export async function requireFreePorts(forwards: readonly Forward[]): Promise<void> {
    for (const forward of forwards) {
        const code = await bindError(forward);
        if (code === undefined) continue;
        const holder = code === "EADDRINUSE" ? await portHolder(forward) : undefined;
        throw new UserError(explain(forward, code, holder), { property: "networks" });
    }
}

/** Pure. `code` is the operating system's. */
export function explain(forward: Forward, code: string, holder?: string): string {
    const port = describeForward(forward);
    switch (code) {
        case "EADDRINUSE":
            return `the port ${port} is in use${holder ? ` by ${holder}` : ""}. Publish another, or end what listens there`;
        case "EACCES":
            return `the port ${port} may not be listened on: ports below 1024 are root's. Publish one from 1024 on`;
        case "EADDRNOTAVAIL":
            return `the port ${port} cannot be listened on: this machine does not have that address`;
        default:
            return `the port ${port} cannot be listened on: ${code}`;
    }
}

async function bindError(forward: Forward): Promise<string | undefined> {
    try {
        await (forward.protocol === "tcp" ? bindTcp(forward) : bindUdp(forward));
        return undefined;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? String(error);
    }
}

async function bindTcp({ hostAddress, hostPort }: Forward): Promise<void> {
    const server = createServer();
    server.listen({ host: hostAddress, port: hostPort, exclusive: true });
    await once(server, "listening");
    server.close();
    await once(server, "close");
}

async function bindUdp({ hostAddress, hostPort }: Forward): Promise<void> {
    const socket = createSocket("udp4");
    try {
        socket.bind({ address: hostAddress, port: hostPort, exclusive: true });
        await once(socket, "listening");
    } finally {
        socket.close();
    }
}
