import { expect, test } from "@jest/globals";
import { defaultPace, untilNextLook } from "../../../../provider/aws/client/pace";
import { verdictOn } from "../../../../provider/aws/client/verdict";

const answered = (name: string, httpStatusCode: number): Error =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

test.each([
    ["later", answered("ThrottlingException", 400)],
    ["later", answered("RequestThrottledException", 400)],
    ["later", answered("RequestLimitExceeded", 503)],
    ["later", answered("ConcurrentLimitExceededException", 400)],
    ["later", answered("Anything", 429)],
    ["unclear", answered("InternalServerException", 500)],
    ["unclear", answered("InternalError", 500)],
    ["unclear", answered("BadGateway", 502)],
    ["unclear", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })],
    ["unclear", Object.assign(new Error("no route"), { code: "EHOSTUNREACH" })],
    ["unclear", new Error("no answer came within 20 s")],
    [
        "unclear",
        Object.assign(new SyntaxError("Unexpected end of JSON input"), {
            $metadata: { httpStatusCode: 201 },
        }),
    ],
    ["unknown", answered("ResourceNotFoundException", 404)],
    ["unknown", answered("InvalidSnapshot.NotFound", 400)],
    ["never", answered("AccessDeniedException", 403)],
    ["never", answered("UnauthorizedOperation", 403)],
    ["never", answered("ConflictException", 409)],
    ["never", answered("ValidationException", 400)],
    ["never", answered("ServiceQuotaExceededException", 402)],
    ["never", answered("ExpiredTokenException", 403)],
    ["never", Object.assign(new Error("none"), { name: "CredentialsProviderError" })],
    ["never", Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" })],
    ["never", Object.assign(new Error("self-signed"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
])("%s: whether a request is made again after %s", (verdict, error) => {
    expect(verdictOn(error)).toBe(verdict);
});

test("looks come soon at first and rarer then", () => {
    expect([1, 2, 3, 21].map((looks) => untilNextLook(defaultPace, looks))).toEqual([2, 3, 4.5, 5000]);
});
