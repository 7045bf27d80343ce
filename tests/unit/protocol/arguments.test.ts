import { expect, test } from "@jest/globals";
import { parseArguments } from "../../../provider/protocol/arguments";

test.each([
    [[], undefined],
    [["127.0.0.1:1234"], "127.0.0.1:1234"],
    [["--logtostderr", "-v=9", "--tracing", "http://traces", "127.0.0.1:1234"], "127.0.0.1:1234"],
    [["--tracing", "http://traces"], undefined],
])("started with %j the engine is at %s", (argv, engineAddress) => {
    expect(parseArguments(argv)).toEqual({ engineAddress });
});
