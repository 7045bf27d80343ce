import { allOf, type Answer } from "../answers";

/** What becomes of an instance that is not ready, and what the user is told of that. */
export type Aftermath =
    | { readonly action: "remove"; readonly word: string }
    | { readonly action: "keep"; readonly word?: string };

interface Unready {
    /** Whether it is being made, and is nothing that anyone could rely on yet. */
    readonly isNew: boolean;
    /** Whether its probe has passed: what its ports lead to is then this one. */
    readonly hasPassed: boolean;
}

/**
 * Pure. A new generation makes way for an older one that goes on. All else is kept, with its console: what is there already may
 * be the one that serves, whatever older ones are still around.
 */
export function aftermathOf({ isNew, hasPassed }: Unready, answers: readonly Answer[]): Aftermath {
    const older = olderIn(answers);
    if (!isNew || hasPassed || older.length === 0) return { action: "keep" };
    const goesOn = older.find(({ does }) => does === "serves") ?? older.find(({ does }) => does === "runs");
    if (goesOn)
        return { action: "remove", word: `It was removed again. The old one, ${goesOn.name}, goes on.` };
    const names = older.map(({ name }) => name).join(", ");
    return { action: "keep", word: `It was kept, since no older one runs (${names}).` };
}

interface Older {
    readonly name: string;
    readonly does: string;
}

/** `sibling www-3f9c2a7 serves`: of the same resource. */
function olderIn(answers: readonly Answer[]): Older[] {
    return allOf(answers, "sibling").map((line) => {
        const [name = "", does = ""] = line.split(" ");
        return { name, does };
    });
}
