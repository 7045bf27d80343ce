import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { secret, unknown, type Json } from "./provider";
import { startSession, type Session } from "./session";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;

let session: Session;
beforeAll(async () => {
    session = await startSession();
});
afterAll(() => session.close());

const old = { label: "box", size: 3, tags: ["a", "b"], fingerprint: "of box" };
const state = { ...old, state: "fine", serial: "1" };

async function diff(news: Json, more: { state?: Json; ignoreChanges?: string[] } = {}) {
    const response = await session.provider.diff({ oldInputs: old, state, news, ...more });
    const detailed = response.detaileddiffMap.map(([path, { kind }]) => [path, kind] as const);
    return { ...response, detailed: Object.fromEntries(detailed) };
}

test("nothing has changed when nothing has", async () => {
    await expect(diff(old)).resolves.toMatchObject({ changes: DIFF_NONE, diffsList: [], detailed: {} });
});

test("every change is named where it is", async () => {
    const news = { ...old, tags: ["a", "c", "d"], place: "hall", fingerprint: undefined };
    await expect(diff(JSON.parse(JSON.stringify(news)) as Json)).resolves.toMatchObject({
        changes: DIFF_SOME,
        hasdetaileddiff: true,
        diffsList: expect.arrayContaining(["tags", "fingerprint", "place"]),
        detailed: { "tags[1]": UPDATE, "tags[2]": ADD, fingerprint: DELETE },
    });
});

test("a change that cannot be made in place replaces", async () => {
    await expect(diff({ ...old, size: 4 })).resolves.toMatchObject({
        replacesList: ["size"],
        deletebeforereplace: false,
        detailed: { size: UPDATE_REPLACE },
    });
});

test("what is not known yet may be another, and is shown so", async () => {
    await expect(diff({ ...old, size: unknown, tags: ["a", unknown] })).resolves.toMatchObject({
        replacesList: ["size"],
        detailed: { size: UPDATE_REPLACE, "tags[1]": UPDATE },
    });
});

test("a change that the user wants ignored is none", async () => {
    const news = { ...old, size: 4, tags: ["a", "c"] };
    await expect(diff(news, { ignoreChanges: ["size", "tags[*]"] })).resolves.toMatchObject({
        changes: DIFF_NONE,
    });
});

test("the resource's word is heard: what it replaces, how, and what the user should know", async () => {
    await expect(diff({ ...old, place: "hall" })).resolves.toMatchObject({
        replacesList: ["place"],
        deletebeforereplace: true,
    });
    await expect(
        session.engine.message(({ message }) => message.includes("moving it")),
    ).resolves.toMatchObject({
        message: "moving it takes a while",
        ephemeral: false,
    });
});

test("an output that is not as it should be is repaired by an update, with the reason", async () => {
    await expect(diff(old, { state: { ...state, state: "broken" } })).resolves.toMatchObject({
        changes: DIFF_SOME,
        replacesList: [],
        detaileddiffMap: [["state", { kind: UPDATE, inputdiff: false }]],
    });
    await expect(session.engine.message(({ message }) => message.includes("broken"))).resolves.toMatchObject({
        message: "state: it is broken; the update mends it",
    });
});

describe("secrets", () => {
    test("a value that becomes secret is written anew, but replaces nothing", async () => {
        await expect(diff({ ...old, size: secret(3), label: secret("box") })).resolves.toMatchObject({
            changes: DIFF_SOME,
            replacesList: [],
            detailed: { label: UPDATE, size: UPDATE },
        });
    });

    test("a secret that is the same is no change", async () => {
        const given = { ...old, token: secret("hunter22") };
        await expect(session.provider.diff({ oldInputs: given, news: given })).resolves.toMatchObject({
            changes: DIFF_NONE,
        });
    });
});

test("a state of an earlier version, with other properties, can be compared", async () => {
    await expect(
        session.provider.diff({
            oldInputs: { label: "box", colour: "red" },
            state: { colour: "red" },
            news: old,
        }),
    ).resolves.toMatchObject({ changes: DIFF_SOME });
});
