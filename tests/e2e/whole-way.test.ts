import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startFakeAws, type FakeAws } from "../fakes/aws/server";
import { bucket, startFake, type Fake } from "../fakes/gcp/server";
import { writeDisk } from "../fixtures/disk/written";
import { withDiskMachine } from "../unikernel/disk/machine";
import { diskOfArchive, diskOfBlocks } from "../unikernel/disk/uploaded";
import { newAwsProject, type AwsProject } from "./engine/ami";

let aws: FakeAws;
let gcp: Fake;
let project: AwsProject;

/** One source in both clouds, by one `pulumi up`. */
const program = `
    const web = new unikernel.Image("web", { source: "./web", target: "unix", toolchain: "command",
        command: { argv: ["cc", "-O1", "-o", "server", "server.c"], output: "server" } });
    const ami = new unikernel.aws.Ami("web", {
        image: web.artifact, regions: ["eu-west-1"], args: ["--hello=from AWS"],
    });
    const image = new unikernel.gcp.Image("web", {
        image: web.artifact, bucket: "${bucket}", args: ["--hello=from Google Cloud"],
    });
    exports.snapshot = ami.snapshotIds.apply((ids) => ids["eu-west-1"]);
    exports.image = image.imageName;
`;

beforeAll(async () => {
    aws = await startFakeAws();
    gcp = await startFake();
    project = await newAwsProject(aws.url, {
        GOOGLE_CREDENTIALS: gcp.key,
        GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${gcp.origin}/compute/v1/`,
        GOOGLE_STORAGE_CUSTOM_ENDPOINT: `${gcp.origin}/storage/v1/`,
    });
    await mkdir(join(project.folder, "web"));
    await copyFile("tests/unikernel/disk/server.c", join(project.folder, "web", "server.c"));
    await project.program(program);
    await project.up();
});
afterAll(async () => {
    await project.dispose();
    await aws.close();
    await gcp.stop();
});

test("what pulumi up has uploaded to AWS boots from NVMe, as it is there, and answers HTTP", async () => {
    const snapshot = aws.region("eu-west-1").snapshots.get(String((await project.outputs()).snapshot));
    if (!snapshot) throw new Error("there is no snapshot of the AMI");
    const disk = writeDisk(join(project.folder, "aws.raw"), diskOfBlocks(snapshot));
    await withDiskMachine({ disk, firmware: "uefi", bus: "nvme" }, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toBe("[--hello=from AWS]");
    });
});

test("what pulumi up has uploaded to Google Cloud boots with a card and a disk as they are there, and answers HTTP", async () => {
    const archive = gcp.account.images.get(String((await project.outputs()).image))?.archive;
    if (!archive) throw new Error("there is no image");
    const disk = await diskOfArchive(archive, project.folder);
    const card = "virtio-net-pci,disable-modern=on";
    await withDiskMachine({ disk, firmware: "bios", bus: "virtio-scsi", card }, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toBe("[--hello=from Google Cloud]");
    });
});
