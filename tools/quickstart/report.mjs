import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../setup/paths.mjs";

/**
 * What the program exports.
 *
 * @typedef {object} Outputs
 * @property {string} url
 * @property {string} digest
 * @property {number} size bytes
 * @property {number} buildSeconds
 * @property {number} bootSeconds
 * @property {string} consolePath
 */

/**
 * @param {Outputs} outputs
 * @param {string} answer
 */
export function report({ url, digest, size, buildSeconds, bootSeconds, consolePath }, answer) {
    const console = relative(root, consolePath);
    return `
A unikernel answers at ${url}

    answer    ${answer}
    image     ${Math.ceil(size / 1024)} KiB, ${digest}
    build     ${seconds(buildSeconds)}
    boot      ${seconds(bootSeconds)}, until it answered
    console   ${console.startsWith("..") ? consolePath : console}

Next:
    npm run quickstart   after another text in ${greetingPlace()}
    npm run preview      shows what that would change, and changes nothing
    npm run destroy      ends and removes all of it
`;
}

/** @param {number} value */
const seconds = (value) => `${value.toFixed(value < 10 ? 2 : 0)} s`;

/** Where the text is that the page shows: a file and a line. */
function greetingPlace() {
    const file = "examples/quickstart/web/src/main.rs";
    const lines = readFileSync(join(root, file), "utf8").split("\n");
    const line = lines.findIndex((text) => text.startsWith("const GREETING"));
    return line < 0 ? file : `${file}:${line + 1}`;
}
