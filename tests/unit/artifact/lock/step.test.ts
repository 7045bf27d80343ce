import { expect, test } from "@jest/globals";
import { nextStep } from "../../../../provider/artifact/lock/step";

/*
 * Every order in which three processes can list tickets and act on what they saw, crashes included. Each takes the lock
 * once. A process is what it will do next; its ticket is there or not.
 */
type Doing = "list" | "claim" | "withdraw" | "hold" | "done";

interface Contender {
    readonly id: string;
    readonly doing: Doing;
    readonly hasTicket: boolean;
}

type World = readonly Contender[];

function afterListing(world: World, self: Contender): Contender {
    const others = world.filter(({ id, hasTicket }) => hasTicket && id !== self.id);
    const { kind } = nextStep(self.hasTicket ? self : undefined, others);
    return { ...self, doing: kind === "wait" ? "list" : kind };
}

function act(world: World, self: Contender): Contender {
    switch (self.doing) {
        case "list":
            return afterListing(world, self);
        case "claim":
            return { ...self, hasTicket: true, doing: "list" };
        case "withdraw":
            return { ...self, hasTicket: false, doing: "list" };
        case "hold":
        case "done":
            return { ...self, hasTicket: false, doing: "done" };
    }
}

/** What can come next: any one process goes a step further, or dies, which takes its ticket out of account. */
function successors(world: World): World[] {
    return world.flatMap((self) => {
        const dead: Contender = { ...self, hasTicket: false, doing: "done" };
        return [act(world, self), dead].map((next) => world.map((each) => (each === self ? next : each)));
    });
}

function explore(start: World): Map<string, World[]> {
    const reached = new Map<string, World[]>();
    const open = [start];
    for (let world = open.pop(); world !== undefined; world = open.pop()) {
        const key = JSON.stringify(world);
        if (reached.has(key)) continue;
        const next = successors(world);
        reached.set(key, next);
        open.push(...next);
    }
    return reached;
}

const start: World = ["1", "2", "3"].map((id) => ({ id, doing: "list", hasTicket: false }));
const worlds = explore(start);

test("no order of events lets two processes hold a lock at once", () => {
    expect(worlds.size).toBeGreaterThan(100);
    for (const world of worlds.keys()) {
        expect((world.match(/"doing":"hold"/g) ?? []).length).toBeLessThanOrEqual(1);
    }
});

test("no order of events ends with processes that wait for each other", () => {
    const withoutDeaths = (world: World): World[] =>
        world.map((self) => world.map((each) => (each === self ? act(world, self) : each)));
    const canFinish = new Set([...worlds.keys()].filter((key) => !/"doing":"(?!done)/.test(key)));
    for (let size = 0; size < canFinish.size;) {
        size = canFinish.size;
        for (const key of worlds.keys()) {
            const next = withoutDeaths(JSON.parse(key) as World);
            if (next.some((world) => canFinish.has(JSON.stringify(world)))) canFinish.add(key);
        }
    }
    expect(canFinish.size).toBe(worlds.size);
});
