import { stdout } from "node:process";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * Says what a set-up is doing: on a terminal one live line, elsewhere a line every quarter of a minute.
 *
 * @typedef {{ title: string, status: string, since: number }} Task
 * @param {Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">} [stream]
 */
export function startProgress(stream = stdout, now = Date.now) {
    /** @type {Set<Task>} */
    const running = new Set();
    const begun = now();
    const live = stream.isTTY === true;
    let frame = 0;
    const timer = setInterval(tick, live ? 120 : 15_000);

    function tick() {
        if (running.size === 0) return;
        const line = `${elapsed(now() - begun)}  ${summary([...running])}`;
        if (live)
            stream.write(`\r\x1b[K${cut(`${frames[frame++ % frames.length]} ${line}`, stream.columns)}`);
        else stream.write(`  ${line}\n`);
    }

    /** @param {string} line */
    function print(line) {
        stream.write(`${live ? "\r\x1b[K" : ""}${line}\n`);
    }

    return {
        print,
        /** @param {string} title */
        begin(title) {
            /** @type {Task} */
            const task = { title, status: "", since: now() };
            running.add(task);
            return {
                /** @param {string} status */
                say: (status) => {
                    task.status = status;
                },
                done: () => {
                    running.delete(task);
                    print(`✓ ${title} (${elapsed(now() - task.since)})`);
                },
                stopped: () => {
                    running.delete(task);
                },
                failed: (reason = "") => {
                    running.delete(task);
                    print(`✗ ${title} (${elapsed(now() - task.since)})${reason && `\n${reason}`}`);
                },
            };
        },
        end() {
            clearInterval(timer);
            if (live) stream.write("\r\x1b[K");
        },
    };
}

/** @param {readonly Task[]} tasks */
export const summary = (tasks) =>
    tasks.map(({ title, status }) => (status === "" ? title : `${title}: ${status}`)).join(" · ");

/** @param {number} ms */
export function elapsed(ms) {
    const seconds = Math.round(ms / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * @param {string} line
 * @param {number} columns
 */
export const cut = (line, columns) => (line.length < columns ? line : `${line.slice(0, columns - 2)}…`);
