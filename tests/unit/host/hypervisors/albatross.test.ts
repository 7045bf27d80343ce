import { expect, test } from "@jest/globals";
import { albatross } from "../../../../provider/host/hypervisors/albatross";

test.each([
    [1, undefined, 1, "albatross refused to run it"],
    [3, undefined, 3, "it ended"],
    [3, 0, 0, "it ended by itself"],
    [3, 64, 64, "it did not understand its arguments"],
    [3, 255, 255, "it aborted"],
    [3, 7, 7, "it reported a failure"],
])("the end %i, and %p on its console, is explained", (status, verdict, told, reason) => {
    expect(albatross.explain({ status, verdict })).toEqual({ status: told, reason });
});
