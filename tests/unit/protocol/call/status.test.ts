import { expect, test } from "@jest/globals";
import { Code, StatusError } from "../../../../provider/protocol/call/status";

test("of an endless message the beginning and the end are told", () => {
    const { message } = new StatusError(Code.ABORTED, `first ${"x".repeat(100_000)} last`);
    expect(message.length).toBeLessThan(8_100);
    expect(message).toMatch(/^first x+\n\[…\]\nx+ last$/);
});

test("a message of the longest length is told as it is", () => {
    const message = "x".repeat(8_000);
    expect(new StatusError(Code.ABORTED, message).message).toBe(message);
});

test("a message cut in the middle of a character can be sent", () => {
    const { message } = new StatusError(Code.ABORTED, `x${"🙂".repeat(8_000)}`);
    expect(() => encodeURI(message)).not.toThrow();
});

test("an error without details has no header for them", () => {
    const { metadata, ...rest } = new StatusError(Code.ABORTED, "stop").toServiceError();
    expect(rest).toEqual({ code: Code.ABORTED, details: "stop" });
    expect(metadata.getMap()).toEqual({});
});
