import { expect, test } from "@jest/globals";
import { checkAmi } from "../../../../provider/aws/ami/check";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { imageOf } from "../world";

const check = (inputs: Partial<AmiInputs>, unknowns: readonly string[] = [], previous?: Partial<AmiInputs>) =>
    checkAmi(
        { name: "web" },
        { inputs, previous, unknowns: new Set(unknowns), randomSeed: Buffer.from("0123456789abcdef", "hex") },
    );

const good: Partial<AmiInputs> = {
    image: imageOf(),
    regions: ["eu-west-1"],
    args: [],
    tags: {},
    encrypted: false,
};

const inFiveYears = `${new Date().getUTCFullYear() + 5}-01-01`;

const cases: readonly (readonly [Partial<AmiInputs>, string, string])[] = [
    [{ regions: [] }, "regions", 'names no region; give at least one, as in ["eu-west-1"]'],
    [{ regions: ["eu-wset-1"] }, "regions", '"eu-wset-1" is no region of AWS; did you mean "eu-west-1"?'],
    [{ regions: ["Dublin"] }, "regions", '"Dublin" is no region of AWS; one is "eu-west-1"'],
    [{ regions: ["eu-west-1", "eu-west-1"] }, "regions", "names eu-west-1 twice"],
    [
        { image: imageOf("web", { arch: "aarch64" }), boot: "legacy-bios" },
        "boot",
        'is legacy-bios, and EC2\'s arm64 machines boot by UEFI only; leave it out, or give "uefi"',
    ],
    [
        { image: imageOf("web", { target: "virtio", name: "web.virtio" }) },
        "image",
        "web.virtio is built for virtio, and EC2's machines have NVMe disks and ENA cards, which it can't drive; build it " +
            'for target "spt"',
    ],
    [
        { image: imageOf("web", { target: "xen", name: "web.xen" }) },
        "image",
        "web.xen cannot boot from a disk: a Xen guest is started by Xen's own tools, and no cloud starts one from a disk; " +
            'build it for target "spt" (any cloud) or "virtio" (QEMU, GCE of the first and second generation)',
    ],
    [
        { image: imageOf("web", { size: 3 * 2 ** 30 }) },
        "image",
        "web.spt cannot boot from a disk: it has 3.0 GiB, and less than 2 can be; leave out of it what it can fetch",
    ],
    [
        { name: "a?b" },
        "name",
        `"a?b" is no name of an image: 3 to 128 letters, digits, spaces and ()[]./-'@_`,
    ],
    [{ name: "ab" }, "name", `"ab" is no name of an image: 3 to 128 letters, digits, spaces and ()[]./-'@_`],
    [
        { tags: { "aws:x": "y" } },
        'tags["aws:x"]',
        "is a tag that AWS or the provider keeps for itself; choose another key",
    ],
    [{ tags: { x: "y".repeat(256) } }, 'tags["x"]', "has 256 characters; at most 255 can be"],
    [
        { tags: Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`t${index}`, ""])) },
        "tags",
        "are 45; at most 44 fit beside the provider's own",
    ],
    [
        { kmsKeyId: "alias/images" },
        "kmsKeyId",
        "is given, but the image is not encrypted; set encrypted: true",
    ],
    [
        { encrypted: true, kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
        "kmsKeyId",
        "arn:aws:kms:us-east-1:123456789012:key/1 is a key of us-east-1, and can't encrypt in eu-west-1; give a key for each " +
            'region, as in { "eu-west-1": "alias/images" }',
    ],
    [
        { encrypted: true, kmsKeyId: { "us-east-1": "alias/images" } },
        "kmsKeyId",
        "names no key for eu-west-1; a key belongs to one region: give one for each",
    ],
    [
        { encrypted: true, launchPermissions: { accounts: ["123456789012"] } },
        "launchPermissions.accounts",
        "can't use the account's own key for EBS, which encrypts the image; give a kmsKeyId that they may use",
    ],
    [
        { encrypted: true, launchPermissions: { public: true } },
        "launchPermissions.public",
        "can't be had for an encrypted image: only accounts can be let use its key",
    ],
    [
        { launchPermissions: { accounts: ["me"] } },
        "launchPermissions.accounts[0]",
        '"me" is no account: 12 digits',
    ],
    [
        { launchPermissions: { organizations: ["o-1"] } },
        "launchPermissions.organizations[0]",
        '"o-1" is no ARN of that kind: arn:aws:organizations::123456789012:organization/o-…',
    ],
    [{ deprecateAt: "soon" }, "deprecateAt", '"soon" is no time of ISO 8601, as "2027-06-30T00:00:00Z" is'],
    [{ deprecateAt: "2001-01-01" }, "deprecateAt", "2001-01-01 is past; EC2 takes a time to come"],
    [
        { deprecateAt: "2999-01-01" },
        "deprecateAt",
        "2999-01-01 is too far ahead; an image's may be 10 years from now at most",
    ],
    [
        { deprecateAt: inFiveYears, launchPermissions: { public: true } },
        "deprecateAt",
        `${inFiveYears} is too far ahead; a public image's may be 2 years from now at most`,
    ],
];

test.each(cases)("%j is refused", async (wrong, property, reason) => {
    expect((await check({ ...good, ...wrong })).failures).toEqual([{ property, reason }]);
});

test("an image gets a name of its own, and keeps it", async () => {
    expect(await check(good)).toEqual({ set: { name: "web-0123456" }, defaulted: ["name"] });
    expect(await check(good, [], { name: "web-9999999" })).toEqual({
        ...{ set: { name: "web-9999999" }, defaulted: ["name"] },
    });
    expect(await check({ ...good, name: "mine" })).toEqual({ failures: [] });
});

test("what is unknown yet is not judged", async () => {
    expect((await check({ tags: {} }, ["image", "regions", "kmsKeyId"])).failures).toBeUndefined();
});

test("a time that is near enough for an image is taken", async () => {
    expect((await check({ ...good, deprecateAt: inFiveYears })).failures).toEqual(undefined);
});

test("a time that has passed since it was given is no mistake", async () => {
    const deprecateAt = "2001-01-01";
    expect((await check({ ...good, deprecateAt }, [], { deprecateAt })).failures).toBeUndefined();
});

test.each(["us-gov-west-1", "eusc-de-east-1", "ap-southeast-7", "cn-northwest-1", "xx-north-3"])(
    "%s may be a region",
    async (region) => {
        expect((await check({ ...good, regions: [region] })).failures).toBeUndefined();
    },
);
