import { expect, test } from "@jest/globals";
import { readdir, utimes } from "node:fs/promises";
import type { Artifact } from "../../../../provider/artifact/artifact";
import { pruneStore } from "../../../../provider/artifact/prune";
import { addFile } from "../../../../provider/artifact/store";
import { claim, removeFolder } from "../../../../provider/host/local/claim";
import { temporaryStore } from "../temporary-store";

const layout = temporaryStore();

/** An image that nobody has used for long. */
async function oldImage(contents: string): Promise<Artifact> {
    const { digest, size, path } = await addFile(layout(), Buffer.from(contents));
    await utimes(path, 1, 1);
    return { ...{ name: "web", digest, size, target: "unix", arch: "x86_64" }, devices: [] };
}

const images = async (): Promise<string[]> =>
    (await readdir(layout().artifacts)).map((hex) => `sha256:${hex}`);

test("an image is kept for as long as an instance on this machine is there, and no longer", async () => {
    const [image] = [await oldImage("of the instance"), await oldImage("of nobody")];
    const owner = { urn: "urn:pulumi:test::shop::unikernel:host:Instance::www", unit: "0123456789abcdef" };
    const { folder } = await claim(layout(), { name: "www", owner, inputs: { image } });
    await pruneStore(layout(), 0);
    expect(await images()).toEqual([image.digest]);

    await removeFolder(layout(), folder);
    await pruneStore(layout(), 0);
    expect(await images()).toEqual([]);
});
