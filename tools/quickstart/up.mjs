import { Failure } from "../setup/failure.mjs";
import { report } from "./report.mjs";
import { openStack, select } from "./stack.mjs";
import { choosePort } from "./port.mjs";

/** @param {readonly string[]} argv */
export async function run(argv) {
    const stack = await openStack();
    await select(stack);
    await choosePort(stack, argv);
    const code = await stack.show("up", "--yes");
    if (code !== 0) return code;
    const outputs = /** @type {import("./report.mjs").Outputs} */ (await stack.outputs());
    console.log(report(outputs, await titleOf(outputs.url)));
    return 0;
}

/**
 * What the page says, as a browser would show it in a heading.
 *
 * @param {string} url
 */
async function titleOf(url) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch((error) => {
        throw new Failure(`${url} does not answer: ${String(error.cause ?? error)}`);
    });
    const page = await response.text();
    return `${response.status} ${response.statusText}, “${/<h1>(.*)<\/h1>/.exec(page)?.[1] ?? page.trim()}”`;
}
