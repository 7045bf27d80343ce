import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { secret } from "./provider";
import { startSession, type Session } from "./session";

let session: Session;
beforeAll(async () => {
    session = await startSession({ region: "here", password: secret("config-hunter2") });
});
afterAll(() => session.close());

const token = secret("hunter22");
const inputs = { label: "box", size: 3, fingerprint: "of box", token };
const echo = secret("I was told hunter22.");

test("a secret input is secret in the state, and so is an output in which it appears", async () => {
    await expect(session.provider.create(inputs)).resolves.toMatchObject({ state: { ...inputs, echo } });
});

test("it stays so when the resource is updated and read", async () => {
    const state = { ...inputs, state: "fine", serial: "1", echo };
    await expect(session.provider.update({ oldInputs: inputs, state, news: inputs })).resolves.toEqual(state);
    await expect(session.provider.read("thing-box", { inputs, state })).resolves.toMatchObject({
        inputs,
        state,
    });
});

test("what was secret before the update is secret in what comes of it", async () => {
    const state = { ...inputs, state: "it was hunter22", serial: "1", echo };
    const known = { inputs: { ...inputs, token: secret("other-token") }, state };
    await expect(session.provider.read("thing-box", known)).resolves.toMatchObject({
        state: { state: secret("it was hunter22") },
    });
});

test("a state that is not ready keeps its secrets", async () => {
    await expect(session.provider.create({ ...inputs, behaviour: "not-ready" })).rejects.toMatchObject({
        initFailed: { properties: { token, echo } },
    });
});

describe("a secret never appears in what the user reads", () => {
    test("not while it is being worked on", async () => {
        await session.provider.create(inputs);
        await session.engine.message(({ message }) => message === "making box in here with [secret]");
        expect(JSON.stringify(session.engine.logged)).not.toContain("hunter22");
    });

    test.each(["fail", "crash"])("not when it %ss", async (behaviour) => {
        await expect(session.provider.create({ ...inputs, behaviour })).rejects.toMatchObject({
            message: expect.not.stringContaining("hunter22"),
        });
        await expect(session.provider.create({ ...inputs, behaviour })).rejects.toMatchObject({
            message: expect.stringContaining("[secret]"),
        });
    });

    test("not when it comes from the configuration", async () => {
        const label = "config-hunter2";
        await session.provider.create({ ...inputs, label });
        await session.engine.message(({ message }) => message.startsWith("making [secret] in here"));
    });

    test("not in the answer of a function", async () => {
        await expect(session.provider.invoke({ label: "box", token })).resolves.toMatchObject({
            result: { echo: secret("told hunter22") },
        });
    });

    test("not on stdout or stderr", () => {
        expect(session.plugin.output()).toMatch(/^\d+\n$/);
    });
});
