import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { bucket, project as cloudProject, startFake, type Fake } from "../fakes/gcp/server";
import { diskParts, diskStore } from "../fixtures/disk/parts";
import { webElf } from "../unikernel/build";
import { newProject, type Project } from "./engine/project";

let fake: Fake;
let project: Project;

beforeAll(async () => {
    fake = await startFake();
    project = await newProject({
        store: diskStore,
        env: {
            GOOGLE_CREDENTIALS: fake.key,
            GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${fake.origin}/compute/v1/`,
            GOOGLE_STORAGE_CUSTOM_ENDPOINT: `${fake.origin}/storage/v1/`,
        },
    });
    const [elf, { lock }] = await Promise.all([webElf(), diskParts()]);
    await copyFile(elf, join(project.folder, "web.virtio"));
    if (lock !== undefined) await project.pulumi("config", "set", "--path", "unikernel:appliance.lock", lock);
});

afterAll(async () => {
    await project.dispose();
    const { images } = fake.account;
    const left = [...images.keys(), ...fake.uploads()];
    await fake.stop();
    expect(left).toEqual([]);
});

const program = (more = "", options = "{}"): string => `
    const web = new unikernel.PrebuiltImage("web", { path: "web.virtio", target: "virtio" });
    const image = new unikernel.gcp.Image("web", {
        image: web.artifact, bucket: "${bucket}", machineFamily: "e2", ${more}
    }, ${options});
    exports.link = image.selfLink;
    exports.name = image.imageName;
    exports.id = image.id;
`;

const up = async (more = "", options = "{}"): Promise<string> => {
    await project.program(program(more, options));
    return (await project.up("--diff")).output;
};

/** What the cloud was asked while something was done. */
async function asked(action: () => Promise<unknown>): Promise<string[]> {
    const before = fake.log.length;
    await action();
    return fake.log.slice(before);
}

const imageNamed = async () => fake.account.images.get(String((await project.outputs()).name));

test("a preview tells the image's link and how much goes to the cloud, and asks the cloud nothing", async () => {
    await project.program(program());
    await project.up("--target", "urn:pulumi:e2e::e2e::unikernel:index:PrebuiltImage::web");
    let output = "";
    const requests = await asked(async () => {
        output = (await project.pulumi("preview", "--diff")).output;
    });
    expect(requests).toEqual([]);
    expect(output).toMatch(/to be uploaded to gs:\/\/uploads: \d\.\d MiB, compressed, of a disk of 1 GiB/);
});

test("up makes the image in the project of the credentials, and leaves nothing else", async () => {
    expect(await up()).toMatch(/1 created/);
    const { name, link } = await project.outputs();
    expect(link).toBe(
        `https://www.googleapis.com/compute/v1/projects/${cloudProject}/global/images/${String(name)}`,
    );
    expect([...fake.account.images.keys()]).toEqual([name]);
    expect(fake.uploads()).toEqual([]);
});

test("an up that changes nothing sends nothing", async () => {
    expect(await asked(() => up())).toEqual([]);
});

test("labels and family are changed in place", async () => {
    const { id } = await project.outputs();
    expect(await up(`labels: { team: "edge" }, family: "web",`)).toMatch(/1 updated/);
    expect((await project.outputs()).id).toBe(id);
    expect(await imageNamed()).toMatchObject({ family: "web", labels: { team: "edge" } });
});

test("a refresh finds a label that was changed elsewhere, and the next up sets it right", async () => {
    const image = await imageNamed();
    if (image) image.labels = { ...image.labels, team: "core" };
    expect((await project.pulumi("refresh", "--yes", "--skip-preview")).output).toMatch(/1 updated/);
    expect(await up(`labels: { team: "edge" }, family: "web",`)).toMatch(/1 updated/);
    expect((await imageNamed())?.labels.team).toBe("edge");
});

test("an image that was deleted elsewhere is made again", async () => {
    fake.account.images.clear();
    expect((await project.pulumi("refresh", "--yes", "--skip-preview")).output).toMatch(/1 deleted/);
    expect(await up(`labels: { team: "edge" }, family: "web",`)).toMatch(/1 created/);
});

test("other arguments make another image before the old one goes", async () => {
    const { name } = await project.outputs();
    expect(await up(`labels: { team: "edge" }, family: "web", args: ["--hello=again"],`)).toMatch(
        /1 replaced/,
    );
    const now = (await project.outputs()).name;
    expect(now).not.toBe(name);
    expect([...fake.account.images.keys()]).toEqual([now]);
});

test("a replacement that is asked for with nothing changed keeps the image there", async () => {
    const { name } = await project.outputs();
    await project.up("--replace", "urn:pulumi:e2e::e2e::unikernel:gcp:Image::web");
    expect([...fake.account.images.keys()]).toEqual([name]);
});

test("an import takes an image back, and the program that made it changes nothing", async () => {
    const { id } = await project.outputs();
    await project.pulumi("state", "delete", "--yes", "urn:pulumi:e2e::e2e::unikernel:gcp:Image::web");
    const quietly = ["--yes", "--protect=false", "--skip-preview", "--generate-code=false"];
    await project.pulumi("import", "unikernel:gcp:Image", "web", String(id), ...quietly);
    const output = await up(`labels: { team: "edge" }, family: "web", args: ["--hello=again"],`);
    expect(output).not.toMatch(/replaced/);
    expect([...fake.account.images.keys()]).toEqual([(await project.outputs()).name]);
});
