import { expect, test } from "@jest/globals";
import type { Apt } from "../../../tools/appliance-lock/apt.mjs";
import { changes } from "../../../tools/appliance-lock/changes.mjs";
import { newest, type Package } from "../../../tools/appliance-lock/newest.mjs";

const locked = (name: string, version = "1", sha256 = "0".repeat(64)): Package => ({
    ...{ name, package: name, version, sha256, size: 1 },
    path: `debian/pool/main/${name}_${version}_amd64.deb`,
});

/** What a machine's apt knows: of each package its version, what it needs, and the archive it is in. */
type Known = Readonly<Record<string, { version: string; depends?: string[]; provides?: string }>>;

const digest = "a".repeat(64);

function aptThatKnows(packages: Known, archive = "http://mirror.example/debian"): Apt {
    const answers: Record<string, (...names: string[]) => string> = {
        pkgnames: () => Object.keys(packages).join("\n"),
        showpkg: (name) => {
            const providers = Object.entries(packages).filter(([, { provides }]) => provides === name);
            return `Provides: \nReverse Provides: \n${providers.map(([each]) => `${each} 1 (= 1)\n`).join("")}`;
        },
        depends: (name = "") =>
            [
                name,
                ...(packages[name]?.depends ?? []).map((each) => `  Depends: ${each}`),
                "  Breaks: <libold>",
            ].join("\n"),
        show: (name = "") =>
            `Package: ${name}\nVersion: ${packages[name]?.version}\nDepends: ${packages[name]?.depends?.join(", ")}\n`,
        download: (...names) =>
            names
                .map((name) => {
                    const file = `${name}_${packages[name]?.version}_amd64.deb`;
                    return `'${archive}/pool/main/${encodeURIComponent(file)}' ${file} 12 SHA256:${digest}\n`;
                })
                .join(""),
    };
    return (_, command = "", ...argv) =>
        Promise.resolve(answers[command]?.(...argv.filter((each) => !each.startsWith("--"))) ?? "");
}

test("a package is locked at the version that apt has, a kernel under the name that has its version", async () => {
    const apt = aptThatKnows({
        "linux-image-cloud-amd64": {
            version: "6.12.1-1",
            depends: ["linux-image-6.12.1+deb13-cloud-amd64 (= 6.12.1-1)"],
        },
        "linux-image-6.12.1+deb13-cloud-amd64": { version: "6.12.1-1" },
    });
    expect(await newest(apt, [locked("linux-image-cloud-amd64")])).toEqual({
        packages: [
            {
                name: "linux-image-cloud-amd64",
                package: "linux-image-6.12.1+deb13-cloud-amd64",
                version: "6.12.1-1",
                path: "debian/pool/main/linux-image-6.12.1+deb13-cloud-amd64_6.12.1-1_amd64.deb",
                size: 12,
                sha256: digest,
            },
        ],
        unknown: [],
    });
});

test("what apt does not know stays as it is, and is told", async () => {
    const apt = aptThatKnows({ iproute2: { version: "6.1" } });
    const firmware = locked("raspi-firmware");
    const { packages, unknown } = await newest(apt, [locked("iproute2"), firmware]);
    expect(packages).toMatchObject([{ name: "iproute2", version: "6.1" }, firmware]);
    expect(unknown).toEqual([firmware]);
});

test("a library that a newer Debian calls something else, and links with more, is found with all it needs", async () => {
    const apt = aptThatKnows({
        libc6: { version: "2.41", depends: ["libgcc-s1"] },
        libelf1t64: { version: "0.192", depends: ["libc6", "libzstd1", "zlib1g"], provides: "libelf1" },
        libzstd1: { version: "1.5", depends: ["libc6"] },
        zlib1g: { version: "1.3", depends: ["libc6"] },
    });
    const { packages } = await newest(apt, [locked("libc6"), locked("libelf1")]);
    expect(packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
        "libc6 2.41",
        "libelf1t64 0.192",
        "libzstd1 1.5",
        "zlib1g 1.3",
    ]);
});

test("another distribution's packages are refused, with what to do", async () => {
    const apt = aptThatKnows({ iproute2: { version: "6.1.0-1ubuntu6" } }, "http://mirror.example/ubuntu");
    await expect(newest(apt, [locked("iproute2")])).rejects.toThrow(
        "This machine's apt has iproute2 from an archive that is not Debian's: " +
            "http://mirror.example/ubuntu/pool/main/iproute2_6.1.0-1ubuntu6_amd64.deb\n" +
            "An appliance's parts are Debian's. Lock on a Debian, or in a container of it.",
    );
});

test("what is other in a new lock is told, and no more", () => {
    const before = [locked("a"), locked("b"), locked("c")];
    const after = [locked("a"), locked("b", "2", digest), locked("d", "3")];
    expect(changes(before, after)).toEqual(["- c 1", "  b 1 → 2", "+ d 3"]);
    expect(changes(before, before)).toEqual([]);
});
