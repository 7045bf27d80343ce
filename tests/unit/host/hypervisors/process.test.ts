import { expect, test } from "@jest/globals";
import { process } from "../../../../provider/host/hypervisors/process";
import { imageFor } from "../images";
import { commandLineOf } from "../../../../provider/host/hypervisors/hypervisor";
import { runWith } from "./run";

test("a unix program is run with its arguments as they are", () => {
    const run = runWith({ image: imageFor("unix"), args: ["--hello=Hi there", "", '"'] });
    expect(commandLineOf(process, run)).toEqual(["/store/sha256/abc", "--hello=Hi there", "", '"']);
});

test.each([
    [0, "it ended by itself"],
    [1, "it reported a failure"],
    [2, "an uncaught exception, or out of memory"],
    [64, "it did not understand its arguments"],
    [126, "the program could not be executed"],
    [127, "the program was not found"],
    [137, "it was ended by SIGKILL"],
    [139, "it was ended by SIGSEGV"],
    [143, "it was ended by SIGTERM"],
])("a process that ends with %i is explained", (status, reason) => {
    expect(process.explain({ status })).toEqual({ status, reason });
});

test("what would only fail again is not restarted: wrong arguments, a program that cannot be run", () => {
    expect(process.exitRules(imageFor("unix"))).toEqual({
        success: [0],
        permanent: [64, 126, 127],
        verdicts: [],
    });
});
