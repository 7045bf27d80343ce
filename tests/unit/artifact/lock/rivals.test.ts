import { expect, jest, test } from "@jest/globals";
import { mkdir, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifUnlocked, withLock } from "../../../../provider/artifact/lock";
import { rivalFinder } from "../../../../provider/artifact/lock/rivals";
import { createTicket } from "../../../../provider/artifact/lock/ticket";
import { temporaryStore } from "../temporary-store";

const layout = temporaryStore();

const foreign = "build~000000000000001-0123456789ab~7.0123456789ab-5.0123456789ab";

async function claimFromElsewhere(): Promise<string> {
    await mkdir(layout().locks, { recursive: true });
    const path = join(layout().locks, foreign);
    await writeFile(path, "");
    return path;
}

test("a claim from another machine counts while its heart beats, and no longer", async () => {
    const path = await claimFromElsewhere();
    const find = rivalFinder(layout().locks, "build", 0);
    expect(await find(undefined)).toHaveLength(1);
    await utimes(path, 1, 1);
    expect(await find(undefined)).toHaveLength(1);
    // Its file's time has not moved since the last look.
    expect(await find(undefined)).toEqual([]);
    expect(await readdir(layout().locks)).toEqual([]);
});

test("a claim from another machine is not given up too soon", async () => {
    await claimFromElsewhere();
    const find = rivalFinder(layout().locks, "build");
    await find(undefined);
    expect(await find(undefined)).toHaveLength(1);
});

test("a claim that another container died with a day ago does not keep anybody from asking whether a lock is free", async () => {
    const path = await claimFromElsewhere();
    let runs = 0;
    const count = (): Promise<void> => {
        runs++;
        return Promise.resolve();
    };
    expect(await ifUnlocked(layout(), "build", count)).toBe(false);
    const longAgo = Date.now() / 1000 - 25 * 3600;
    await utimes(path, longAgo, longAgo);
    expect(await ifUnlocked(layout(), "build", count)).toBe(true);
    expect([runs, await readdir(layout().locks)]).toEqual([1, []]);
});

test("a claim's heart beats for as long as it is there", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] });
    const ticket = await createTicket(layout().locks, "build");
    const path = join(layout().locks, ticket.file);
    await utimes(path, 1, 1);
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    while ((await stat(path)).mtimeMs === 1000) await new Promise(setImmediate);
    await ticket.remove();
});

test("one's own claim, and those to other locks, are no rivals", async () => {
    const own = await createTicket(layout().locks, "build");
    const other = await createTicket(layout().locks, "build-2");
    expect(await rivalFinder(layout().locks, "build")(own)).toEqual([]);
    expect(await rivalFinder(layout().locks, "build")(undefined)).toEqual([
        expect.objectContaining({ id: own.id }),
    ]);
    await Promise.all([own.remove(), other.remove()]);
});

test("a file that means nothing does not hold up a lock", async () => {
    await mkdir(layout().locks, { recursive: true });
    await writeFile(join(layout().locks, "build~1~hello"), "");
    await writeFile(join(layout().locks, "README"), "");
    expect(await withLock(layout(), "build", {}, () => Promise.resolve("mine"))).toBe("mine");
    expect(await readdir(layout().locks)).toEqual(["README"]);
});
