import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";

const step = (title: string, events: string[], options: { done?: boolean; after?: object[] } = {}) => {
    let isDone = options.done ?? false;
    return {
        title,
        after: options.after as never,
        isDone: () => Promise.resolve(isDone),
        run: async () => {
            events.push(`${title} begins`);
            await Promise.resolve();
            events.push(`${title} ends`);
            isDone = true;
        },
    };
};

/** A part that failed stops the whole program, so that every test needs its own. */
let setUp: (typeof import("../../../tools/setup/setup.mjs"))["setUp"];

beforeEach(async () => {
    jest.resetModules();
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
    ({ setUp } = await import("../../../tools/setup/setup.mjs"));
});

afterEach(() => {
    jest.restoreAllMocks();
});

describe("a set-up", () => {
    test("does only what is missing, and nothing the second time", async () => {
        const events: string[] = [];
        const steps = [step("npm packages", events, { done: true }), step("plugin", events)];
        await setUp(steps);
        await setUp(steps);
        expect(events).toEqual(["plugin begins", "plugin ends"]);
    });

    test("does one thing after what it needs, and the rest side by side", async () => {
        const events: string[] = [];
        const packages = step("npm packages", events);
        const pulumi = step("Pulumi", events);
        await setUp([packages, pulumi, step("plugin", events, { after: [packages] })]);
        expect(events).toEqual([
            "npm packages begins",
            "Pulumi begins",
            "npm packages ends",
            "Pulumi ends",
            "plugin begins",
            "plugin ends",
        ]);
    });

    test("fails with the first failure, and does not begin what needs the failed part", async () => {
        const events: string[] = [];
        const packages = {
            ...step("npm packages", events),
            run: () => Promise.reject(new Error("no network")),
        };
        await expect(setUp([packages, step("plugin", events, { after: [packages] })])).rejects.toThrow(
            "no network",
        );
        expect(events).toEqual([]);
    });
});
