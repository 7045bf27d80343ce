import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeLayout } from "../../provider/artifact/layout";
import { withLock } from "../../provider/artifact/lock";
import { setUp } from "../../tools/setup/setup.mjs";
import { tenders, tendersPath } from "../../tools/setup/tenders.mjs";
import { installMirage, type Toolbox } from "../doubles/mirage/install";
import { startFakeAws, type FakeAws } from "../fakes/aws/server";
import { bucket, startFake, type Fake } from "../fakes/gcp/server";
import { newStoreWithParts } from "../fixtures/disk/parts";
import { writeDisk } from "../fixtures/disk/written";
import { withDiskMachine } from "../unikernel/disk/machine";
import { diskOfArchive, diskOfBlocks } from "../unikernel/disk/uploaded";
import { newAwsProject, type AwsProject } from "./engine/ami";
import { engineEnvironment, repository } from "./engine/cli";

let aws: FakeAws;
let gcp: Fake;
let toolbox: Toolbox;
let folder = "";
let project: AwsProject;

/** In no file that was built before. */
const greeting = `Built from source ${randomUUID()}`;

/** The crates that the unikernel is made of are compiled once; it itself is, whenever its source is new. */
const crates = join(repository, ".work", "unikernel", "whole-way");

/** Three sources for two clouds, by one `pulumi up`. GCE gives its addresses as a /32, which QEMU's DHCP doesn't. */
const program = `
    const rust = new unikernel.Image("rust", { source: "./rust", target: "virtio", toolchain: "command",
        env: { CARGO_TARGET_DIR: "${crates}" },
        command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" } });
    const mirage = new unikernel.Image("mirage", { source: "./mirage", target: "spt" });
    const c = new unikernel.Image("c", { source: "./c", target: "unix", toolchain: "command",
        command: { argv: ["cc", "-O1", "-o", "server", "server.c"], output: "server" } });
    const ami = (name, image) =>
        new unikernel.aws.Ami(name, { image: image.artifact, regions: ["eu-west-1"], args: ["--hello=from AWS"] })
            .snapshotIds.apply((ids) => ids["eu-west-1"]);
    exports.spt = ami("spt", mirage);
    exports.unix = ami("unix", c);
    exports.image = new unikernel.gcp.Image("web", {
        image: rust.artifact, bucket: "${bucket}", args: ["--ipv4=10.0.2.15/32", "--ipv4-gateway=10.0.2.2"],
    }).imageName;
`;

const mirageConfig = `open Mirage

let main = main ~packages:[ package "duration" ] "Unikernel" (stackv4v6 @-> job)
let () = register "web" [ main $ generic_stackv4v6 default_network ]
`;

beforeAll(async () => {
    await setUp([tenders]);
    [aws, gcp] = await Promise.all([startFakeAws(), startFake()]);
    toolbox = installMirage();
    folder = await mkdtemp(join(tmpdir(), "whole-way-"));
    const store = await newStoreWithParts(folder);
    const env = {
        PATH: [toolbox.env.PATH, engineEnvironment("", store).PATH].join(":"),
        GOOGLE_CREDENTIALS: gcp.key,
        GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${gcp.origin}/compute/v1/`,
        GOOGLE_STORAGE_CUSTOM_ENDPOINT: `${gcp.origin}/storage/v1/`,
    };
    project = await newAwsProject(aws.url, { env, store });
    await symlink(tendersPath, join(folder, "x86_64"));
    await project.pulumi("config", "set", "--path", "unikernel:appliance.tenders", folder);
    await writeSources();
    await project.program(program);
    // A run beside this one would put its unikernel where this one's is taken from.
    await withLock(storeLayout(crates), "up", {}, () => project.up());
});
afterAll(async () => {
    await project.dispose();
    await aws.close();
    await gcp.stop();
    toolbox.dispose();
    await rm(folder, { recursive: true });
});

async function writeSources(): Promise<void> {
    const quickstart = join(repository, "examples/quickstart/web");
    const filter = (path: string): boolean => path !== join(quickstart, "target");
    await cp(quickstart, join(project.folder, "rust"), { recursive: true, filter });
    const main = await readFile(join(quickstart, "src/main.rs"), "utf8");
    await project.write("rust/src/main.rs", main.replace("Hello from a unikernel!", greeting));
    await project.write("mirage/config.ml", mirageConfig);
    await project.write("mirage/unikernel.ml", "let start _stack = Lwt.return_unit\n");
    await mkdir(join(project.folder, "c"));
    await copyFile("tests/unikernel/disk/server.c", join(project.folder, "c/server.c"));
}

// What stands for MirageOS's tools makes the file for spt, and what stands for the tender answers in its place, as Solo5's would
// with a guest that serves; for unix and virtio what answers is what was built.
test.each([
    { target: "spt", ready: "[application] ready", answer: "<h1>from AWS</h1>" },
    { target: "unix", ready: "ready to serve", answer: "[--hello=from AWS]" },
])(
    "what pulumi up has built for $target and uploaded to AWS boots from NVMe, as it is there, and answers HTTP",
    async ({ target, ready, answer }) => {
        const snapshot = aws.region("eu-west-1").snapshots.get(String((await project.outputs())[target]));
        if (!snapshot) throw new Error("there is no snapshot of the AMI");
        const disk = writeDisk(join(folder, `${target}.raw`), diskOfBlocks(snapshot));
        await withDiskMachine({ disk, firmware: "uefi", bus: "nvme" }, async ({ said, get }) => {
            await said(ready);
            expect(await get("/")).toContain(answer);
        });
    },
);

test("what pulumi up has built for virtio and uploaded to Google Cloud boots natively, with a card and a disk as they are there, and answers HTTP", async () => {
    const archive = gcp.account.images.get(String((await project.outputs()).image))?.archive;
    if (!archive) throw new Error("there is no image");
    const disk = await diskOfArchive(archive, folder);
    const card = "virtio-net-pci,disable-modern=on";
    const machine = { disk, firmware: "bios", bus: "virtio-scsi", memoryMiB: 64, card } as const;
    await withDiskMachine(machine, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toContain(`<h1>${greeting}</h1>`);
    });
});
