import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import { notReady, world } from "./world";

const machine = world();
let image: Artifact;
let port: number;

/** Stands for what a unikernel of the process hypervisor serves. */
const server = createServer((request, response) => {
    response.writeHead(request.url === "/broken" ? 500 : 200).end("hello");
});

beforeAll(async () => {
    image = await machine().script("exec sleep 1000");
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
    server.close();
});

describe("an instance counts as ready when", () => {
    test("its port accepts a connection", async () => {
        const { outputs } = await machine().create("tcp", { image, probe: { tcp: { port } } });
        expect(outputs.bootSeconds).toBeGreaterThanOrEqual(0);
    });

    test("it answers a request", async () => {
        const { outputs } = await machine().create("http", {
            image,
            probe: { http: { port, body: "hello" } },
        });
        expect(outputs.bootSeconds).toBeGreaterThanOrEqual(0);
    });

    test("a URL is answered", async () => {
        const probe = { http: { url: `http://127.0.0.1:${port}/` } };
        const { outputs } = await machine().create("url", { image, probe });
        expect(outputs.bootSeconds).toBeGreaterThanOrEqual(0);
    });
});

test("what is wrong with its answer is told", async () => {
    const probe = { http: { port, path: "/broken" }, deadline: 1 };
    const error = await notReady(machine().create("broken", { image, probe }));
    const [problem] = error.message.split("\n");
    const url = `http://127.0.0.1:${port}/broken`;
    expect(problem).toBe(`its probe did not pass within 1 s: ${url} answered with status 500`);
});

test("what an earlier start left on the console does not make a probe pass", async () => {
    const once_ = await machine().script("[ -e again ] && exec sleep 1000; : >again; echo ready; exit 1");
    const probe = { console: "^ready$", deadline: 0.3 };
    const first = await notReady(machine().create("stale", { image: once_, probe, restart: "no" }));
    const { id, outputs } = first.state;
    const kept = { id, inputs: { image: once_, probe, restart: "no" as const, name: id }, outputs };
    const second = await notReady(machine().update(kept, {}));
    expect(second.message).toContain("no line of the console matches ^ready$");
});
