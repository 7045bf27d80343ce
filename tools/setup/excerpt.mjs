const first = 10;
const last = 25;

/** The beginning and the end of a long output. */
export function startExcerpt() {
    /** @type {string[]} */
    const head = [];
    /** @type {string[]} */
    const tail = [];
    let omitted = 0;
    return {
        /** @param {string} line */
        add(line) {
            if (line.trim() === "") return;
            if (head.length < first) {
                head.push(line);
                return;
            }
            tail.push(line);
            if (tail.length <= last) return;
            tail.shift();
            omitted++;
        },
        lines: () => [...head, ...(omitted > 0 ? [`… ${omitted} lines …`] : []), ...tail],
    };
}
