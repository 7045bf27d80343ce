import { expect, test } from "@jest/globals";
import { guestArguments } from "../../../../provider/host/hypervisors/arguments";

test.each([
    ["--hello=Hi", "--hello=Hi"],
    ["--hello=Hi there", '--hello="Hi there"'],
    ["Hi there", '"Hi there"'],
    ["--hello=", "--hello="],
    ["", '""'],
    ['--hello="Hi there"', '--hello="Hi there"'],
    ["--hello=Hi\\ there", "--hello=Hi\\ there"],
    ["a b=c", '"a b=c"'],
    ["--list=1,2,3", "--list=1,2,3"],
])("the argument %j reaches the unikernel as one: %j", (given, written) => {
    expect(guestArguments([given])).toEqual([written]);
});
