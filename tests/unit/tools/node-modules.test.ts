import { describe, expect, test } from "@jest/globals";
import { isInstalled } from "../../../tools/setup/node-modules.mjs";

const locked = {
    packages: {
        "": { version: "0.1.0" },
        "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
        "node_modules/@swc/core-darwin-arm64": { version: "1.0.0", integrity: "sha512-b", optional: true },
    },
};
const zod = (more: object) => ({
    packages: { "node_modules/zod": { version: "4.6.7", integrity: "sha512-a", ...more } },
});

describe("npm ci runs again", () => {
    test("not when all that is locked is there, but for other platforms' packages", () => {
        expect(isInstalled(locked, zod({}))).toBe(true);
    });

    test.each([
        ["a package is missing", { packages: {} }],
        ["a package has another version", zod({ version: "4.6.6" })],
        ["a package has other contents", zod({ integrity: "sha512-c" })],
        [
            "an optional package is there in another version",
            {
                packages: {
                    ...zod({}).packages,
                    "node_modules/@swc/core-darwin-arm64": { version: "1.0.1", integrity: "sha512-b" },
                },
            },
        ],
    ])("when %s", (_, installed) => {
        expect(isInstalled(locked, installed)).toBe(false);
    });
});
