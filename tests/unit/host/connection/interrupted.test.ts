import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLocal } from "../../../../provider/host/connection";
import { interruptions, type World } from "./interrupted";

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "interrupted-"));
});
afterAll(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();

/** A folder, its files and what is in them. */
function world(place: string): World<Record<string, string>> {
    return {
        async reset() {
            await rm(place, { recursive: true, force: true });
            await mkdir(place);
        },
        run: (script) => connectLocal().run(script, { signal }),
        async state() {
            const names = (await readdir(place)).sort();
            const read = async (name: string) => [name, await readFile(join(place, name), "utf8")] as const;
            return Object.fromEntries(await Promise.all(names.map(read)));
        },
    };
}

/** Adds what it writes to what is there. */
const careless = 'echo one >>"$place/file"\necho two >>"$place/file"';

const careful = `
write() { (printf %s "$2" >"$1.new"); mv "$1.new" "$1"; }
write "$place/file" "$content"
for name in a b; do write "$place/$name" "$(printf %s "$name")"; done
`;

const content = "it's\n$content\n";

function tried(body: string): ReturnType<typeof interruptions<Record<string, string>>> {
    const place = join(folder, "world");
    return interruptions({ body, values: { place, content } }, world(place));
}

describe("a script that is killed before each of its commands and then run again", () => {
    test("has made the same each time when it is idempotent", async () => {
        const { undisturbed, interrupted } = await tried(careful);
        expect(undisturbed).toEqual({ a: "a", b: "b", file: content });
        expect(interrupted.length).toBeGreaterThan(12);
        for (const { state } of interrupted) expect(state).toEqual(undisturbed);
    });

    test("is found out when it is not", async () => {
        const { undisturbed, interrupted } = await tried(careless);
        expect(undisturbed).toEqual({ file: "one\ntwo\n" });
        expect(interrupted.map(({ state }) => state.file)).toEqual(["one\ntwo\n", "one\none\ntwo\n"]);
        expect(interrupted[1]?.message).toContain('killed before: echo two >> "$place/file"');
    });
    test("is found out where it runs another that is not", async () => {
        const inner = 'echo one >>"$1"; echo two >>"$1"';
        const { interrupted } = await tried(
            `printf %s '${inner}' >"$place/inner"\nsh "$place/inner" "$place/a"\nsh -c '${inner}' sh "$place/b"`,
        );
        expect(interrupted.map(({ message }) => message)).toContainEqual(
            expect.stringContaining('killed before: echo two >> "$1"'),
        );
        const twice = "one\none\ntwo\n";
        expect(interrupted.filter(({ state }) => state.a === twice || state.b === twice)).toHaveLength(2);
    });
});
