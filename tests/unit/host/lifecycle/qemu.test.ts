import { createServer, connect, type AddressInfo } from "node:net";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { consoleTail } from "../../../../provider/host/local/console";
import { echoKernel } from "../kernel";
import { failureOf, notReady, world } from "./world";

const machine = world();

async function inputs(args: string[], more: Partial<InstanceInputs> = {}): Promise<InstanceInputs> {
    const image = await machine().image(echoKernel(), { name: "echo.virtio", target: "virtio" });
    return { image, memory: 16, args, ...more };
}

async function listener(): Promise<{ port: number; close: () => Promise<unknown> }> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
        port,
        close: () => {
            server.close();
            return once(server, "close");
        },
    };
}

async function freePort(): Promise<number> {
    const { port, close } = await listener();
    await close();
    return port;
}

async function accepts(port: number): Promise<boolean> {
    const socket = connect({ host: "127.0.0.1", port });
    const accepted = await once(socket, "connect").then(
        () => true,
        () => false,
    );
    socket.destroy();
    return accepted;
}

test("QEMU ends when a kernel of Solo5's says so, whose status is on its console", async () => {
    const image = await machine().image(echoKernel(0x501), {
        name: "echo.virtio",
        target: "virtio",
        abi: { target: "virtio", version: 1 },
    });
    // The character after the exclamation mark is what Solo5 writes there, whatever it ends with.
    const args = ["Solo5:", "solo5_exit(64)", "called!)"];
    const failure = await failureOf(
        machine().create("ended", { image, args, memory: 16, restart: "no", probe: { console: "^never$" } }),
    );
    expect(String(failure)).toContain("it exited with status 64: it did not understand its arguments");
});

test("a kernel runs in QEMU with its arguments and devices, and its published port is listened on until it goes", async () => {
    const port = await freePort();
    const disk = join(machine().settings.store, "disk.img");
    await writeFile(disk, Buffer.alloc(4096));
    const state = await machine().create("www", {
        ...(await inputs(["--hello=Hi there"], { probe: { console: '--hello="Hi there"$' } })),
        networks: { service: { user: { ports: { [port]: 80 } } } },
        volumes: { storage: { path: disk, readOnly: true, sectorSize: 4096 } },
    });
    expect(state.outputs).toMatchObject({
        state: "running",
        addresses: [`127.0.0.1:${port}`],
        accelerator: expect.stringMatching(/^(kvm|tcg)$/),
        hypervisorVersion: expect.stringMatching(/^\d+\.\d+/),
        bootSeconds: expect.any(Number),
    });
    expect(await accepts(port)).toBe(true);

    const other = await failureOf(
        machine().create("other", {
            ...(await inputs([])),
            networks: { service: { user: { ports: { [`0.0.0.0:${port}`]: 80 } } } },
        }),
    );
    expect(String(other)).toContain('the instance "www" publishes the port');
    await machine().destroy(state);
    expect(await accepts(port)).toBe(false);
});

test("a port that is in use is a clear error, says by what, and leaves nothing", async () => {
    const { port, close } = await listener();
    const networks = { service: { user: { ports: { [port]: 80 } } } };
    const error = await failureOf(machine().create("busy", await inputs([], { networks, name: "busy" })));
    await close();
    expect(error).toMatchObject({
        property: "networks",
        message: expect.stringMatching(
            new RegExp(
                `^the port 127\\.0\\.0\\.1:${port} is in use by .+ \\(process ${process.pid}\\)\\. ` +
                    "Publish another, or end what listens there$",
            ),
        ),
    });
    expect(await consoleTail(machine().folder({ id: "busy" }), 1)).toEqual([]);
});

test("the status that a kernel ends QEMU with is the instance's", async () => {
    const given = await inputs(["done", "!@"], { probe: { console: "never" } });
    const error = await notReady(machine().create("ends", given));
    expect(error.state.outputs).toMatchObject({
        state: "exited",
        exitStatus: 64,
        exitReason: "it did not understand its arguments",
    });
});

test("what QEMU itself refuses is told apart from what a kernel ends with", async () => {
    const image = await machine().image("no kernel", { name: "broken.virtio", target: "virtio" });
    const error = await notReady(
        machine().create("broken", { image, memory: 16, probe: { console: "never" } }),
    );
    expect(error.state.outputs).toMatchObject({ state: "exited", exitReason: "QEMU refused to run it" });
    expect(error.message).toContain("qemu: invalid kernel header");
});
