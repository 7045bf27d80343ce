import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { startFake } from "../../../fakes/gcp/server";
import { callTo, created, inputs, lifecycle } from "./world";

/** What the two roles of the documentation have. */
const documented = (): string[] =>
    [
        ...readFileSync("docs/gcp.md", "utf8").matchAll(
            /^gcloud iam roles create .* --permissions \\\n((?:.*\\\n)*.*)$/gm,
        ),
    ].flatMap(([, list = ""]) => list.replace(/\\\n/g, "").split(","));

test("the roles of the documentation have what is asked for in an image's life, and nothing else", async () => {
    const fake = await startFake();
    // One that was given up on the way, so that the next one has to look for what GCE is at.
    fake.fault = (_, what) => (what.endsWith("/wait") ? { kind: "status", status: 503 } : undefined);
    await expect(created(fake, { ...inputs, name: "other" })).rejects.toThrow();
    fake.fault = () => undefined;
    const state = await created(fake, { ...inputs, family: "web", deprecated: { state: "DEPRECATED" } });
    const changed = { ...inputs, labels: { team: "edge" } };
    await lifecycle.update(callTo(fake), { inputs: changed, previous: state });
    await lifecycle.delete(callTo(fake), { state });
    await fake.stop();
    expect([...fake.account.asked].sort()).toEqual(documented().sort());
});
