import { describe, expect, test } from "@jest/globals";
import { rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Artifact } from "../../../provider/artifact/artifact";
import { storeLayout } from "../../../provider/artifact/layout";
import { artifactFile } from "../../../provider/artifact/store";
import { obtainArtifact } from "../../../provider/build/obtain";
import { prebuiltImageLifecycle } from "../../../provider/build/prebuilt/lifecycle";
import type { Call } from "../../../provider/protocol/resource";
import type { Settings } from "../../../provider/settings";
import { command, smallSource } from "./image/small-builds";
import { create, testCall, world } from "./image/world";

const current = world();

/** What an instance of a teammate's does, whose machine has the same source and an empty store. */
function elsewhere(): Call<Settings> {
    const { settings } = current().call;
    const urn = "urn:pulumi:test::project::unikernel:host:Instance::www";
    return { ...testCall({ ...settings, store: join(current().folder, "elsewhere") }), urn, name: "www" };
}

/** What the user reads, with `PROJECT` for the project's folder and `DIGEST` for the image's. */
async function told(artifact: Artifact): Promise<string> {
    const error: unknown = await obtainArtifact(elsewhere(), artifact).catch((reason: unknown) => reason);
    return (error as Error).message
        .replaceAll(artifact.digest, "DIGEST")
        .replaceAll(relative(process.cwd(), current().folder), "PROJECT")
        .replaceAll(current().folder, "PROJECT");
}

const imageUrn = "urn:pulumi:test::project::unikernel:index:Image::web";
const replace = `Run \`pulumi up --replace '${imageUrn}'\`, which builds it on this machine.`;
const absent = "The image web (DIGEST) is not in this machine's store PROJECT/elsewhere";

/** A build into which a variable goes. */
const printing = { argv: ["./build.sh"], output: "web" };
const printsVariable = '#!/bin/sh\nset -e\necho "$GREETING" >greeting; cat /bin/true greeting >web\n';

describe("an image that another machine built", () => {
    test("is built again from its source, to the same file", async () => {
        const { call } = current();
        const { artifact } = (await create(call, { source: await smallSource(current()), command })).outputs;
        const path = await obtainArtifact(elsewhere(), artifact);
        expect(path).toBe(artifactFile(storeLayout(elsewhere().settings.store), artifact.digest));
    });

    test("is built again with the environment variables of the first build", async () => {
        const { call, write, folder } = current();
        await write({ "web/build.sh": printsVariable });
        const given = { source: join(folder, "web"), command: printing, env: { GREETING: "hello" } };
        const { artifact } = (await create(call, given)).outputs;
        await expect(obtainArtifact(elsewhere(), artifact)).resolves.toContain(artifact.digest.slice(7));
    });

    test("is not built again without a secret, and what to run instead is said", async () => {
        const { call, write, folder } = current();
        await write({ "web/build.sh": printsVariable });
        const env = { GREETING: "hunter22", PLAIN: "1" };
        const given = { source: join(folder, "web"), command: printing, env };
        const { artifact } = (await create(call, given)).outputs;
        expect(JSON.stringify(artifact)).not.toContain("hunter22");
        expect(await told(artifact)).toBe(
            `${absent}, and cannot be made again: its recipe lacks the value of the environment variable GREETING, which is secret. ${replace}`,
        );
    });

    test("is not taken for what its source has become since", async () => {
        const { call } = current();
        const { artifact } = (await create(call, { source: await smallSource(current()), command })).outputs;
        await smallSource(current(), "changed");
        expect(await told(artifact)).toBe(
            `${absent}, and cannot be made again: its source has changed since it was built. ` +
                `Run \`pulumi up\` without \`--target\`, or with \`--target '${imageUrn}'\` too, to build it from the source as it is.`,
        );
    });

    test("is not taken for what other tools make of the same source", async () => {
        const { call, write, folder } = current();
        await write({ tools: "one", "web/build.sh": `#!/bin/sh\ncat /bin/true ${folder}/tools >web\n` });
        const given = { source: join(folder, "web"), command: printing };
        const { artifact } = (await create(call, given)).outputs;
        await write({ tools: "other" });
        expect(await told(artifact)).toMatch(
            new RegExp(
                `and cannot be made again: the same source builds to sha256:[0-9a-f]{64} here: .* ${replace.replace(/[.*?()]/g, "\\$&")} What uses`,
            ),
        );
    });

    test("whose source is not here says so, and what to run", async () => {
        const { call } = current();
        const source = await smallSource(current());
        const { artifact } = (await create(call, { source, command })).outputs;
        await rename(source, `${source}.away`);
        expect(await told(artifact)).toMatch(
            /Making it again failed: There is no folder .* When that is mended, run `pulumi up` again\.$/,
        );
    });

    test("that no longer builds says why in the tool's own words, and what to run", async () => {
        const { call, write, folder } = current();
        await write({ ready: "", "web/build.sh": `#!/bin/sh\ncat ${folder}/ready && cp /bin/true web\n` });
        const given = { source: join(folder, "web"), command: printing };
        const { artifact } = (await create(call, given)).outputs;
        await rm(join(folder, "ready"));
        expect(await told(artifact)).toMatch(
            /Making it again failed: The build failed[^]*No such file[^]*\nWhen that is mended, run `pulumi up` again\.$/,
        );
    });

    test("that does not say how it was made names the way to make it", async () => {
        const { call } = current();
        const { artifact } = (await create(call, { source: await smallSource(current()), command })).outputs;
        expect(await told({ ...artifact, recipe: undefined })).toBe(
            `${absent}, and cannot be made again: it does not say how it was made. Run \`pulumi up --replace URN\` ` +
                "with the URN of the image's own resource; `pulumi stack --show-urns` lists them.",
        );
    });
});

describe("a prebuilt image that another machine fetched", () => {
    async function prebuilt(): Promise<{ artifact: Artifact; path: string }> {
        const { call, folder, write } = current();
        await write({ "build.sh": "#!/bin/sh\ncp /bin/true web\n" });
        const { artifact } = (await create(call, { source: folder, command: printing })).outputs;
        const path = join(folder, "hello");
        await rename(artifactFile(current().layout, artifact.digest), path);
        const inputs = { path, target: "unix" as const };
        return { artifact: (await prebuiltImageLifecycle.create(call, { inputs })).outputs.artifact, path };
    }

    test("is fetched again", async () => {
        const { artifact } = await prebuilt();
        await expect(obtainArtifact(elsewhere(), artifact)).resolves.toContain(artifact.digest.slice(7));
    });

    test("that is gone says so, and what to run", async () => {
        const { artifact, path } = await prebuilt();
        await rm(path);
        expect(await told(artifact)).toBe(
            "The image hello (DIGEST) is not in this machine's store PROJECT/elsewhere. Making it again failed: " +
                "PROJECT/hello cannot be read: there is no such file. When that is mended, run `pulumi up` again.",
        );
    });
});
