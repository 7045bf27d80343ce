import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import { failureOf } from "../../unit/host/lifecycle/world";
import { serving, webFor, xenWorld } from "./domains";

const host = xenWorld();
let web: Artifact;
beforeAll(async () => {
    web = await webFor(host());
});

test("an instance is made, answers, is seen as it was made, and is removed without a trace", async () => {
    const before = await host().inventory();
    const created = await host().create("www", serving(web, "Hello, Xen"));
    expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    expect(created.outputs.hypervisorVersion).toMatch(/^Xen 4\.\d+/);
    const answer = await fetch(`http://${created.outputs.addresses[0]}/`);
    expect(await answer.text()).toContain("<h1>Hello, Xen</h1>");
    expect(await host().refresh(created)).toEqual(created);
    expect(host().drift(created)).toEqual({});
    await host().destroy(created);
    expect(await host().refresh(created)).toBeUndefined();
    expect(await host().inventory()).toBe(before);
});

test("one that does not understand its arguments is told of, with its last words", async () => {
    const inputs = { ...serving(web, "Hello"), args: ["--nope"] };
    const failure = String(await failureOf(host().create("wrong", inputs)));
    expect(failure).toContain("it did not understand its arguments");
    expect(failure).toContain("--nope: unknown argument");
});
