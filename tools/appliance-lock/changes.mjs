/**
 * What is other in a new lock of an architecture, one line a package.
 *
 * @param {readonly import("./newest.mjs").Package[]} before
 * @param {readonly import("./newest.mjs").Package[]} after
 */
export function changes(before, after) {
    const earlier = new Map(before.map((each) => [each.name, each]));
    const later = new Set(after.map(({ name }) => name));
    return [
        ...before.filter(({ name }) => !later.has(name)).map(({ name, version }) => `- ${name} ${version}`),
        ...after.flatMap(({ name, version, sha256 }) => {
            const old = earlier.get(name);
            if (!old) return [`+ ${name} ${version}`];
            return old.sha256 === sha256 ? [] : [`  ${name} ${old.version} → ${version}`];
        }),
    ];
}
