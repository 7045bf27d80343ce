import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { planPrune, type Removable } from "../../../../provider/artifact/prune/plan";

const entry = (path: string, bytes: number, usedAt: number): Removable => ({ path, bytes, usedAt });
const nothingInUse = (): boolean => false;
const sumOf = (entries: readonly Removable[]): number =>
    entries.reduce((total, { bytes }) => total + bytes, 0);

const entries = fc.uniqueArray(
    fc.record({
        path: fc.string({ minLength: 1, maxLength: 3 }),
        bytes: fc.nat(100),
        usedAt: fc.nat(50),
    }),
    { selector: ({ path }) => path, maxLength: 30 },
);

describe("what is pruned", () => {
    test("is nothing while the store is within its limit", () => {
        expect(planPrune([entry("a", 60, 1), entry("b", 40, 2)], 100, nothingInUse)).toEqual([]);
    });

    test("is the least recently used, and no more than has to go", () => {
        const [old, older, recent] = [entry("old", 30, 2), entry("older", 30, 1), entry("recent", 60, 3)];
        expect(planPrune([old, older, recent], 100, nothingInUse)).toEqual([older]);
        expect(planPrune([old, older, recent], 60, nothingInUse)).toEqual([older, old]);
        expect(planPrune([old, older, recent], 0, nothingInUse)).toEqual([older, old, recent]);
    });

    test("is never in use, however little room that leaves", () => {
        const used = entry("used", 90, 1);
        const isInUse = ({ path }: Removable): boolean => path === "used";
        expect(planPrune([used, entry("other", 30, 2)], 10, isInUse)).toEqual([entry("other", 30, 2)]);
        expect(planPrune([used], 10, isInUse)).toEqual([]);
    });

    test("leaves the store within its limit, or nothing but what is in use", () => {
        fc.assert(
            fc.property(entries, fc.nat(1500), fc.func(fc.boolean()), (all, limit, used) => {
                const isInUse = ({ path }: Removable): boolean => used(path);
                const going = planPrune(all, limit, isInUse);
                const staying = all.filter((each) => !going.includes(each));
                expect(going.filter(isInUse)).toEqual([]);
                expect(sumOf(staying) <= limit || staying.every(isInUse)).toBe(true);
            }),
        );
    });

    test("is older than anything that stays and is not in use", () => {
        fc.assert(
            fc.property(entries, fc.nat(1500), (all, limit) => {
                const going = planPrune(all, limit, nothingInUse);
                const staying = all.filter((each) => !going.includes(each));
                const newestGone = Math.max(-1, ...going.map(({ usedAt }) => usedAt));
                expect(staying.every(({ usedAt }) => usedAt >= newestGone)).toBe(true);
            }),
        );
    });
});
