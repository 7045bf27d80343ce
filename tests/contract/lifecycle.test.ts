import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { status } from "@grpc/grpc-js";
import { unknown } from "./provider";
import { startSession, type Session } from "./session";

let session: Session;
beforeAll(async () => {
    session = await startSession();
});
afterAll(() => session.close());

const inputs = { label: "box", size: 3, fingerprint: "of box" };
const outputs = { state: "fine", serial: "1" };

describe("create", () => {
    test("answers with the ID, and with inputs and outputs as the state", async () => {
        await expect(session.provider.create(inputs)).resolves.toEqual({
            id: "thing-box",
            state: { ...inputs, ...outputs },
        });
    });

    test("makes nothing in a preview, which promises the inputs and nothing else", async () => {
        await expect(
            session.provider.create({ ...inputs, tags: ["a", unknown] }, { preview: true }),
        ).resolves.toEqual({
            id: "",
            state: { ...inputs, tags: ["a", unknown], state: unknown, serial: unknown, echo: unknown },
        });
    });

    test("shows how it is going on one line that is gone when it is done", async () => {
        await session.provider.create(inputs);
        const { message, ephemeral, streamid, urn } = await session.engine.message(
            ({ ephemeral }) => ephemeral,
        );
        expect({ message, ephemeral, streamid, urn }).toEqual({
            message: "making box in here with nothing",
            ephemeral: true,
            streamid: 0,
            urn: "urn:pulumi:dev::project::fixture:index:Thing::a",
        });
    });

    test("keeps the state of what exists but is not ready, and says why", async () => {
        await expect(session.provider.create({ ...inputs, behaviour: "not-ready" })).rejects.toMatchObject({
            code: status.FAILED_PRECONDITION,
            message: "it does not answer",
            initFailed: {
                id: "thing-box",
                properties: { ...inputs, behaviour: "not-ready", state: "starting", serial: "1" },
                reasonsList: ["it does not answer"],
            },
        });
    });
});

describe("a failure", () => {
    test("of the user's tells what failed and where the log is, and leaves no doubt about the state", async () => {
        await expect(session.provider.create({ ...inputs, behaviour: "fail" })).rejects.toMatchObject({
            code: status.FAILED_PRECONDITION,
            message: "the machine said no to you\nThe full log is in /log/of/it",
        });
    });

    test("of ours says so and asks for a report", async () => {
        await expect(session.provider.create({ ...inputs, behaviour: "crash" })).rejects.toMatchObject({
            code: status.INTERNAL,
            message: expect.stringMatching(
                /^This is a bug in the fixture provider 1\.2\.3, not in your program\. Please report it at https:\/\/example\.org\/fixture\/issues with what follows and what you did\.\ncreate: TypeError: undefined is not a function\n\s+at behave /,
            ),
        });
    });
});

describe("update", () => {
    test("answers with the new state, made from the old one", async () => {
        const state = { ...inputs, ...outputs, serial: "7" };
        const news = { ...inputs, tags: ["new"] };
        await expect(session.provider.update({ oldInputs: inputs, state, news })).resolves.toEqual({
            ...news,
            state: "fine",
            serial: "7",
        });
    });

    test("promises in a preview only what the resource knows", async () => {
        const state = { ...inputs, ...outputs, serial: "7" };
        await expect(
            session.provider.update({ oldInputs: inputs, state, news: inputs, preview: true }),
        ).resolves.toEqual({ ...inputs, state: unknown, serial: "7", echo: unknown });
    });

    test("works on a state of an earlier version", async () => {
        await expect(
            session.provider.update({ oldInputs: { old: true }, state: { old: true }, news: inputs }),
        ).resolves.toEqual({ ...inputs, state: "fine" });
    });
});

describe("read", () => {
    test("an import finds inputs and outputs from an ID alone", async () => {
        await expect(session.provider.read("thing-box")).resolves.toEqual({
            id: "thing-box",
            inputs,
            state: { ...inputs, ...outputs },
        });
    });

    test("a refresh finds what is known to be as it is", async () => {
        const known = { inputs, state: { ...inputs, ...outputs, serial: "7" } };
        await expect(session.provider.read("thing-box", known)).resolves.toEqual({
            id: "thing-box",
            ...known,
        });
    });

    test("what is gone has no ID", async () => {
        await expect(session.provider.read("thing-gone")).resolves.toEqual({ id: "" });
    });

    test("what an import finds passes the check, and then nothing has changed", async () => {
        const found = await session.provider.read("thing-box");
        const checked = await session.provider.check(found.inputs ?? {});
        const diff = await session.provider.diff({
            oldInputs: found.inputs ?? {},
            state: found.state,
            news: checked.inputs ?? {},
        });
        expect(diff.detaileddiffMap).toEqual([]);
    });
});

test("delete answers when it is done", async () => {
    await session.provider.delete({ ...inputs, ...outputs });
    await session.engine.message(({ message }) => message === "taking it away");
});

describe("a function", () => {
    test("answers", async () => {
        await expect(session.provider.invoke({ label: "box" })).resolves.toEqual({
            result: { length: 3 },
            failures: {},
        });
    });

    test("refuses wrong arguments where they are", async () => {
        await expect(session.provider.invoke({ lable: "box" })).resolves.toEqual({
            failures: {
                lable: 'there is no such property; did you mean "label"?',
                label: "is required: a string",
            },
        });
    });

    test("whose arguments are not known yet has an answer that is not known either", async () => {
        await expect(session.provider.invoke({ label: unknown })).resolves.toMatchObject({
            result: { length: unknown },
        });
    });
});
