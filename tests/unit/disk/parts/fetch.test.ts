import { afterEach, expect, test } from "@jest/globals";
import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { packageBytes } from "../../../../provider/disk/parts/fetch";
import type { LockedPackage } from "../../../../provider/disk/parts/lock";
import { callWith } from "../../../fixtures/disk/calls";
import { temporaryStore } from "../../artifact/temporary-store";
import { cutAfter, file, serve, status, type FileServer } from "../../build/prebuilt/server";

const layout = temporaryStore();

const sha256Of = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const deb = randomBytes(300_000);
const locked: LockedPackage = {
    name: "busybox-static",
    package: "busybox-static",
    version: "1:1.35.0-4",
    path: "debian/pool/main/b/busybox/busybox-static_1.35.0-4+b1_amd64.deb",
    size: deb.length,
    sha256: sha256Of(deb),
};

let server: FileServer | undefined;
afterEach(() => server?.close());

const fetched = (snapshot?: string): Promise<Buffer> => {
    const mirror = server && new URL("/archive", server.url).href;
    return packageBytes(callWith(layout().root, { appliance: { mirror, snapshot } }), locked);
};

const advice =
    " Name a mirror that has it with `pulumi config set --path unikernel:appliance.mirror URL`, of a snapshot archive together " +
    "with `unikernel:appliance.snapshot`; or lock newer versions, and name that lock as `unikernel:appliance.lock`.";

const refused = (reason: string): { message: string } => {
    const url = new URL(`/archive/${locked.path.replaceAll("+", "%2B")}`, server?.url).href;
    const what = "The appliance's part busybox-static 1:1.35.0-4 cannot be had:";
    return { message: `${what} ${url} ${reason}${advice}` };
};

test("a part comes from the mirror once, at its place in the snapshot", async () => {
    server = await serve(file(deb));
    for (const time of [1, 2])
        expect([time, (await fetched("20260131T000000Z")).equals(deb)]).toEqual([time, true]);
    expect(server.requests.map(({ url }) => url)).toEqual([
        "/archive/debian/20260131T000000Z/pool/main/b/busybox/busybox-static_1.35.0-4%2Bb1_amd64.deb",
    ]);
});

test("a part that breaks off is gone on with where it broke off", async () => {
    server = await serve(cutAfter(100_000, deb), file(deb));
    expect((await fetched()).equals(deb)).toBe(true);
    expect(server.requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
});

test("another file than the locked one is refused, and nothing of it kept", async () => {
    const other = deb.subarray(1);
    server = await serve(file(other));
    await expect(fetched()).rejects.toMatchObject(
        refused(
            `has another digest than it should: sha256 is ${locked.sha256}, the file's is ${sha256Of(other)}. Nothing was kept. ` +
                "The mirror is not what it should be.",
        ),
    );
    expect(await readdir(layout().artifacts).catch(() => [])).toEqual([]);
    expect(await readdir(layout().staging)).toEqual([]);
});

test("a file that ends too soon, without the server's saying so, is refused", async () => {
    const short = deb.subarray(0, 1000);
    server = await serve((_, response) => response.end(short));
    await expect(fetched()).rejects.toThrow(`the file's is ${sha256Of(short)}. Nothing was kept.`);
});

test("a part that the mirror has no more is told with what to do", async () => {
    server = await serve(status(404));
    await expect(fetched()).rejects.toMatchObject(
        refused("could not be downloaded: the server answered 404 Not Found. Check the URL."),
    );
});
