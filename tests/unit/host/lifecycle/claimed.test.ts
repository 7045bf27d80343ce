import { beforeAll, describe, expect, test } from "@jest/globals";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { ended, guestOf } from "../processes";
import { failureOf, world } from "./world";

const machine = world();
let inputs: InstanceInputs;
beforeAll(async () => {
    const image = await machine().script("echo ready; exec sleep 1000");
    inputs = { image, probe: { console: "^ready$" } };
});

test("a name that another resource's instance has is refused, and that one is left alone", async () => {
    const first = await machine().create("first", { ...inputs, name: "shared" });
    const guest = await guestOf(machine().folder(first));
    const error = await failureOf(machine().create("second", { ...inputs, name: "shared" }));
    expect(error).toMatchObject({
        property: "name",
        message:
            'an instance "shared" is on this machine already and belongs to ' +
            "urn:pulumi:test::shop::unikernel:host:Instance::first. Choose another name; or, if it is to be managed " +
            "here from now on, import it: pulumi import unikernel:host:Instance <resource name> shared",
    });
    expect(await guestOf(machine().folder(first))).toBe(guest);
});

test("of two that are created at once under one name, one comes up", async () => {
    const outcomes = await Promise.allSettled(
        ["one", "other"].map((name) => machine().create(name, { ...inputs, name: "raced" })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await guestOf(machine().folder({ id: "raced" }))).toBeGreaterThan(0);
});

test("an instance of the same resource, which the engine has not heard of, is replaced", async () => {
    const lost = await machine().create("lost", { ...inputs, name: "again" });
    const guest = await guestOf(machine().folder(lost));
    const found = await machine().create("lost", { ...inputs, name: "again" });
    await ended(guest);
    expect(found.outputs.unit).not.toBe(lost.outputs.unit);
});

describe("something in the place of an instance's folder", () => {
    test.each([
        ["a file", (path: string) => writeFile(path, "")],
        [
            "a folder of something else",
            (path: string) => mkdir(path).then(() => writeFile(join(path, "notes.txt"), "mine")),
        ],
    ])("is left alone, and told: %s", async (what, make) => {
        const name = what.replaceAll(" ", "-");
        const { path } = machine().folder({ id: name });
        await make(path);
        await expect(machine().create("blocked", { ...inputs, name })).rejects.toThrow(
            `${path} is in the way: it is not an instance's folder. Remove it.`,
        );
        expect(await stat(path)).toBeDefined();
    });
});

test("a failed creation leaves nothing half-made", async () => {
    expect(await readdir(machine().layout.staging)).toEqual([]);
    expect(await readdir(join(machine().layout.instances, ".creating"))).toEqual([]);
});
