import { expect, test } from "@jest/globals";
import { isPrivate } from "../../../../provider/gcp/http/plain";

test.each([
    ["https://storage.googleapis.com/b", true],
    ["https://private.example/b", true],
    ["http://localhost:4443/b", true],
    ["http://127.0.0.1:4443/b", true],
    ["http://[::1]:4443/b", true],
    ["http://storage:4443/b", false],
    ["http://192.168.1.5/b", false],
    ["http://localhost.example/b", false],
])("to %s a token is sent: %s", (url, isSent) => {
    expect(isPrivate(url)).toBe(isSent);
});
