import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { startFake, type Fake, type Fault } from "../../../fakes/gcp/server";
import { created, holdings, inputs, other } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

const insertion = "POST /compute/v1/projects/test-project/global/images";
const isWait = (what: string): boolean => what.endsWith("/wait");

/** Every request that is like this fails, until the test is done with it. */
function failing(isHit: (what: string) => boolean, fault: Fault): () => void {
    return () => {
        fake.fault = (_, what) => (isHit(what) ? fault : undefined);
    };
}

describe("a create that failed leaves nothing that an up of another program does not find", () => {
    test.each<[what: string, given: Partial<ImageInputs>, disturb: () => void]>([
        [
            "at the deprecation, which the caller may not set",
            { deprecated: { state: "DEPRECATED" } },
            () => fake.account.denied.add("compute.images.deprecate"),
        ],
        ["as the operation may not be asked", {}, failing(isWait, { kind: "status", status: 403 })],
        ["as the operation is not found", {}, failing(isWait, { kind: "status", status: 404 })],
        ["as the operation cannot be asked", {}, failing(isWait, { kind: "status", status: 503 })],
        [
            "as no answer said that the making has begun",
            {},
            failing((what) => what === insertion, { kind: "lost" }),
        ],
    ])("%s", async (_, given, disturb) => {
        disturb();
        await expect(created(fake, { ...inputs, ...given })).rejects.toThrow();
        expect(fake.account.images.size).toBe(1);
        fake.account.denied.clear();
        fake.fault = () => undefined;
        const { outputs } = await created(fake, { ...inputs, ...given, image: other });
        expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
    });
});
