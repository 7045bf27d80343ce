import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { Connection } from "../../provider/host/connection";
import { changing } from "../unit/host/connection/changing";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { answerOf, generation } from "./generations";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

/** A connection to whoever serves now, and all that comes back on it. */
async function connected(): Promise<{ readonly socket: Socket; readonly received: () => string }> {
    const socket = connect(8080, host().ssh.host);
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => (text += part));
    await once(socket, "connect");
    return { socket, received: () => text };
}

const head = "GET / HTTP/1.1\r\nHost: lab\r\n";

const signal = (state: InstanceState, name: "STOP" | "CONT"): Promise<string> =>
    host().exec(`systemctl kill --signal=${name} ${serviceOf(state)}`);

/** Says when a script waits for the first time, which goes on once that was heard. */
const waitingHeard = (connection: Connection): Connection =>
    changing(connection, ({ body, ...script }) => ({ ...script, body: `${heard}\n${body}` }));
const heard = `
sleep() {
    [ ! -p /run/waits ] || { echo >/run/waits; rm -f /run/waits; }
    command sleep "$@"
}`;

/** A replacement of one that has a connection open: it waits for that, and removes nothing yet. */
async function replaced(old: InstanceState, drain: number): Promise<{ readonly removed: Promise<void> }> {
    serving = await host().create("www", { ...generation(web, "the new one"), drain });
    expect(await answerOf(host())).toContain("the new one");
    await host().exec("mkfifo /run/waits");
    const undo = host().through(waitingHeard);
    const removed = host().destroy(old).finally(undo);
    await host().exec("cat /run/waits");
    return { removed };
}

test("an answer that takes longer than the switch is given by the old instance, whole, and then that is removed", async () => {
    const before = await host().inventory();
    const old = await host().create("www", { ...generation(web, "the old one"), drain: 60 });
    const { socket, received } = await connected();
    await signal(old, "STOP");
    socket.write(`${head}\r\n`);
    const { removed } = await replaced(old, 60);
    expect(received()).toBe("");
    const answered = once(socket, "end");
    await signal(old, "CONT");
    await answered;
    const [, length, body = ""] =
        /^HTTP\/1\.1 200 OK\r\n.*?content-length: (\d+)\r\n.*?\r\n\r\n(.*)$/is.exec(received()) ?? [];
    expect(body).toContain("the old one");
    expect(Buffer.byteLength(body)).toBe(Number(length));
    socket.destroy();
    await removed;
    expect(await host().refresh(old)).toBeUndefined();
    if (serving) await host().destroy(serving);
    serving = undefined;
    expect(await host().inventory()).toBe(before);
});

test("one that takes longer than `drain` is cut off, and the old instance is removed", async () => {
    const old = await host().create("www", { ...generation(web, "the old one"), drain: 1 });
    const { socket, received } = await connected();
    socket.write(head);
    const { removed } = await replaced(old, 1);
    await removed;
    expect(await host().refresh(old)).toBeUndefined();
    socket.write("\r\n");
    expect(await answerOf(host())).toContain("the new one");
    expect(received()).toBe("");
    socket.destroy();
});
