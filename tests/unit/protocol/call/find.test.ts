import { expect, test } from "@jest/globals";
import { find } from "../../../../provider/protocol/call/find";
import { Code } from "../../../../provider/protocol/call/status";

const definitions = [{ token: "box:index:Box" }, { token: "box:host:Instance" }];

test("a resource is found by its token", () => {
    expect(find(definitions, "box:host:Instance")).toBe(definitions[1]);
});

test.each([
    ["box:index:Bx", " Did you mean box:index:Box?"],
    ["other:cloud:Machine", ""],
])("that there is no %s is said with what may be meant", (token, hint) => {
    const message = `This version of the provider does not have ${token}.${hint}`;
    expect(() => find(definitions, token)).toThrow(
        expect.objectContaining({ code: Code.NOT_FOUND, message }),
    );
});
