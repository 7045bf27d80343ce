import { expect, test } from "@jest/globals";
import { checkArguments } from "../../../../provider/host/check/arguments";

const redact = (text: string): string => text.replaceAll("canary", "[secret]");

test("a secret among the arguments, where every user could see it, is refused", () => {
    expect(checkArguments({ args: ["--hello=Hi", "--token=canary"] }, redact)).toEqual([
        {
            property: "args[1]",
            reason:
                "it is secret, but every user of the host can see arguments in its process list; give it on a volume, " +
                "`volumes: { NAME: { secret: { content: … } } }`, or set `allowSecretArguments: true`",
        },
    ]);
});

test("unless the program says that they may", () => {
    expect(checkArguments({ args: ["--token=canary"], allowSecretArguments: true }, redact)).toEqual([]);
});
