import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { inputsOf, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

interface Policy {
    readonly Statement: readonly { readonly Action: readonly string[] }[];
}

const documented = (): string[] => {
    const [, text = ""] =
        /^```json\n(\{\n *"Version".*?)^```$/ms.exec(readFileSync("docs/aws.md", "utf8")) ?? [];
    return (JSON.parse(text) as Policy).Statement.flatMap(({ Action }) => Action);
};

/** What EBS asks KMS for with the rights of whom it works for. */
const askedByEbs = [
    "kms:CreateGrant",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncrypt*",
    "kms:Decrypt",
];

test("the policy of the documentation has what is asked for in an image's life, and nothing else", async () => {
    const world = worldOf(fake);
    const inputs = inputsOf({
        ...{ regions: ["eu-west-1", "us-east-1"], encrypted: true, kmsKeyId: "alias/images" },
        ...{ launchPermissions: { accounts: ["210987654321"] }, deprecateAt: "2036-01-01T00:00:00Z" },
    });
    fake.behaviour.denied.add("ec2:RegisterImage");
    await expect(world.create(inputs)).rejects.toThrow("ec2:RegisterImage");
    fake.behaviour.denied.clear();
    const first = await world.create(inputs);
    await world.read(first);
    await world.import(
        Object.entries(first.outputs.ids)
            .map((pair) => pair.join("/"))
            .join(","),
    );
    const plain = inputsOf({
        ...{ regions: inputs.regions, encrypted: true, kmsKeyId: "alias/images" },
        ...{ description: "mine", tags: { team: "shop" } },
    });
    const changed = await world.update(first, plain);
    const replacement = await world.create({ ...plain, name: "web-0000002" });
    await world.delete(changed);
    await world.delete(replacement);
    const asked = new Set(fake.requests.map(({ action }) => action));
    expect([...asked, ...askedByEbs].sort()).toEqual(documented().sort());
});
