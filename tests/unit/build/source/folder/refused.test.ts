import { describe, expect, test } from "@jest/globals";
import { chmodSync } from "node:fs";
import { makeTree } from "../temporary-folder";
import { sourceWorld } from "./world";

const { folder, web, look } = sourceWorld();

describe("a source that cannot be used says what is expected:", () => {
    const refusal = (message: string): unknown =>
        expect.objectContaining({ name: "UserError", property: "source", message });
    const expected = "A source is a folder with the unikernel's code, relative to the Pulumi project";

    test("missing", async () => {
        await expect(look()).rejects.toEqual(
            refusal(`There is no folder ./web: looked for ${web()}. ${expected}.`),
        );
        makeTree(folder(), { file: "" });
        await expect(look({ source: "file/web" })).rejects.toThrow("There is no folder file/web");
    });

    test("a file", async () => {
        makeTree(folder(), { web: "" });
        await expect(look()).rejects.toEqual(
            refusal(`./web is not a folder. ${expected}: name the one that holds it.`),
        );
    });

    test("empty", async () => {
        makeTree(web(), {});
        await expect(look()).rejects.toEqual(refusal(`The folder ./web is empty. ${expected}.`));
    });

    test("all ignored", async () => {
        makeTree(web(), { ".gitignore": "*", a: "" });
        await expect(look()).rejects.toEqual(
            refusal(
                "Ignore rules leave out everything that is in the folder ./web. " +
                    "Look into `ignore`, and into the .gitignore files in it and above it.",
            ),
        );
    });

    test("with a broken symlink", async () => {
        makeTree(web(), { l: { link: "../store" } });
        await expect(look()).rejects.toThrow("l is a symlink to ../store, outside of the source");
    });
});

describe("what this user may not read is named, not hashed as if it were empty:", () => {
    const advice = "Make it readable, or leave it out: name it in `ignore` or in a .gitignore file.";

    /** Permissions mean nothing to root. */
    async function asAnotherUser(action: () => Promise<unknown>): Promise<void> {
        const isRoot = process.geteuid?.() === 0;
        if (isRoot) process.seteuid?.(65534);
        try {
            await action();
        } finally {
            if (isRoot) process.seteuid?.(0);
        }
    }

    test.each<[string, string, number, string]>([
        ["a file", "lib/secret", 0o000, `lib/secret cannot be read: permission denied (EACCES). ${advice}`],
        ["a folder", "lib", 0o000, `lib/ cannot be read: permission denied (EACCES). ${advice}`],
        [
            "a folder whose files cannot be looked at",
            "lib",
            0o444,
            `lib/secret cannot be read: permission denied (EACCES). ${advice}`,
        ],
        ["the source itself", ".", 0o000, "The folder ./web cannot be read: permission denied (EACCES)."],
    ])("%s", async (_, path, mode, message) => {
        makeTree(web(), { a: "", "lib/secret": "x" });
        chmodSync(web(path), mode);
        await asAnotherUser(async () => {
            await expect(look()).rejects.toMatchObject({ name: "UserError", property: "source", message });
        });
        chmodSync(web(path), 0o755);
    });
});
