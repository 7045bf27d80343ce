import { expect, test } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ImageInputs } from "../../../../provider/build/image";
import { provider } from "../../../../provider/provider";
import { createCalls } from "../../../../provider/protocol/call/calls";
import { operate } from "../../../../provider/protocol/call/operation";
import type { StatusError } from "../../../../provider/protocol/call/status";
import { secret, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { find } from "../../../../provider/protocol/call/find";
import { create } from "../../../../provider/protocol/lifecycle/create";
import type { Runtime } from "../../../../provider/protocol/runtime";
import type { Settings } from "../../../../provider/settings";
import { checked, world } from "./world";

const current = world();

const lines = ["user: deploy", "hunt3r", "s3cret", "-----END OF IT-----"];

/** Prints the secret in every way a tool would: whole, line by line, in the middle of a line, in the last of them. */
const script = `#!/bin/sh
echo "$DOCUMENT"
echo "$DOCUMENT" | while read -r line; do echo "login: '$line'" >&2; done
echo "login with $(echo "$DOCUMENT" | sed -n 2p) was refused"
exit 3
`;

test("a secret of several lines that a build prints is not in its log, its status or its error", async () => {
    const { call, layout, folder, write } = current();
    await write({ "web/build.sh": script });
    const given: Partial<ImageInputs> = {
        ...{ source: join(folder, "web"), command: { argv: ["./build.sh"], output: "web" } },
        env: { DOCUMENT: lines.join("\n") },
    };
    const inputs: ObjectValue = {
        ...((await checked(call, given)) as unknown as ObjectValue),
        env: { DOCUMENT: secret(lines.join("\n")) },
    };
    const shown: string[] = [];
    const engine = {
        attach: () => undefined,
        log: ({ message }: { message: string }) => shown.push(message),
        delivered: () => Promise.resolve(),
    };
    const runtime: Runtime<Settings> = {
        ...{ definition: provider, engine, calls: createCalls() },
        configuration: { settings: call.settings, values: {} },
    };
    const operation = { action: "create", urn: call.urn, values: [inputs], onAbandoned: () => undefined };
    const image = find(provider.resources, "unikernel:index:Image");
    const failure = await operate(runtime, operation, (context) =>
        create(image, context, { inputs, preview: false }),
    ).catch((error: unknown) => error as StatusError);

    const [log = ""] = await readdir(layout.logs);
    const logged = await readFile(join(layout.logs, log), "utf8");
    const { message } = failure as StatusError;
    expect(message).toContain("login with [secret] was refused");
    expect(logged).toContain("login: '[secret]'");
    for (const line of lines) {
        for (const text of [message, logged, ...shown]) expect(text).not.toContain(line);
    }
});
