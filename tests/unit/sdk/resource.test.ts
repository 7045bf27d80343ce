import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Resource } from "../../../tools/sdkgen/overlays/nodejs/resource";
import { madeBy } from "./mocks";

const original = Error.prepareStackTrace;
const translate = jest.fn((error: Error) => `${error.message}, translated`);

beforeEach(() => {
    translate.mockClear();
    Error.prepareStackTrace = translate;
});

afterEach(() => {
    Error.prepareStackTrace = original;
});

const made = (opts: pulumi.CustomResourceOptions = {}) =>
    new Resource("unikernel:index:Image", "web", { source: "web", target: "unix" }, opts);

test("a program with source maps waits for no stack to be translated while a resource is made", async () => {
    let translated: number | undefined;
    await madeBy(() => {
        translate.mockClear();
        made();
        translated = translate.mock.calls.length;
        return {};
    });
    expect(translated).toBe(0);
    expect(Error.prepareStackTrace).toBe(translate);
});

test("an error that a transformation throws still says, in the program's own lines, where", async () => {
    const thrown = new Promise<unknown>((resolve) => {
        const failing = () => {
            throw new Error("not on a Friday");
        };
        void madeBy(() => {
            try {
                made({ transformations: [failing] });
            } catch (error) {
                resolve(error);
            }
            return {};
        });
    });
    expect(await thrown).toMatchObject({ stack: "not on a Friday, translated" });
    expect(Error.prepareStackTrace).toBe(translate);
});
