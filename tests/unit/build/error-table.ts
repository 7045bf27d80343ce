import { expect, test } from "@jest/globals";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ImageInputs } from "../../../provider/build/image";
import { InvalidInputs, UserError } from "../../../provider/protocol/errors";
import { create, type World } from "./image/world";

/** An image that cannot be made, and what its user reads about it. */
export interface Case {
    /** Of the project's folder; the source is its folder `web`. */
    readonly files?: Readonly<Record<string, string>>;
    readonly links?: Readonly<Record<string, string>>;
    readonly given?: Partial<ImageInputs>;
    /** The property, and the message in which `PROJECT` stands for the project's folder. */
    readonly says: string;
}

export async function failure(
    { call, write, folder }: World,
    { files = {}, links = {}, given = {} }: Omit<Case, "says">,
): Promise<unknown> {
    await write(files);
    for (const [name, target] of Object.entries(links)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await symlink(target, join(folder, name));
    }
    return create(call, { source: join(folder, "web"), ...given }).then(
        () => "no failure",
        (error: unknown) => error,
    );
}

export function told({ folder }: World, error: unknown): string {
    return wordsOf(error).replaceAll(folder, "PROJECT");
}

function wordsOf(error: unknown): string {
    if (error instanceof InvalidInputs) return error.message;
    if (error instanceof UserError) return [error.property, error.message].filter(Boolean).join(": ");
    return String(error);
}

/** One test per case. */
export function table(current: () => World, cases: Readonly<Record<string, Case>>): void {
    test.each(Object.entries(cases))("%s", async (_name, row) => {
        expect(told(current(), await failure(current(), row))).toBe(row.says);
    });
}
