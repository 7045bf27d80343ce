import { closest, distance } from "fastest-levenshtein";

/** The one of the choices that was probably meant, if one looks like it. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
    if (choices.length === 0) return undefined;
    const lowered = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
    const candidate = closest(word.toLowerCase(), [...lowered.keys()]);
    // Two letters that changed places are a distance of 2.
    const tolerance = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
    return distance(word.toLowerCase(), candidate) <= tolerance ? lowered.get(candidate) : undefined;
}

/** `; did you mean "gateway"?`, or nothing. */
export function didYouMean(word: string, choices: readonly string[]): string {
    const meant = nearest(word, choices);
    return meant === undefined ? "" : `; did you mean "${meant}"?`;
}
