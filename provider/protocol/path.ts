/** Where a property is: names of objects' properties and indices of arrays. */
export type Path = readonly (string | number)[];

/** `networks.service.ports.8080` or `tags["a.b"]`, as the engine's own property paths are written. */
export function formatPath(path: Path): string {
    return path.map(formatStep).join("");
}

function formatStep(step: string | number, index: number): string {
    if (typeof step === "number") return `[${step}]`;
    if (!/^\w+$/.test(step)) return `["${step.replaceAll('"', '\\"')}"]`;
    return index === 0 ? step : `.${step}`;
}

/** Reads what `formatPath` writes. `*` stands for any one step, as in `ignoreChanges`. */
export function parsePath(text: string): Path {
    const steps = text.matchAll(/\[(\d+)\]|\["((?:\\"|[^"])*)"\]|\[(\*)\]|([^.[]+)/g);
    return [...steps].map(([, index, quoted, any, name]) =>
        index === undefined ? (quoted?.replaceAll('\\"', '"') ?? any ?? name ?? "") : Number(index),
    );
}

export function isSame(one: Path, other: Path): boolean {
    return one.length === other.length && isWithin(one, other);
}

/** Whether `path` is `ancestor` or lies below it. */
function isWithin(path: Path, ancestor: Path): boolean {
    return ancestor.length <= path.length && ancestor.every((step, index) => step === path[index]);
}

/** Whether one path is the other or lies below it. */
export function areRelated(one: Path, other: Path): boolean {
    return isWithin(one, other) || isWithin(other, one);
}

/** Whether `path` is what `pattern` names or lies below it, where `*` fits any step. */
export function isCovered(path: Path, pattern: Path): boolean {
    return (
        pattern.length <= path.length && pattern.every((step, index) => step === "*" || step === path[index])
    );
}
