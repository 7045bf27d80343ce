import { openStack, select } from "./stack.mjs";

export async function run() {
    const stack = await openStack();
    await select(stack);
    return stack.show("preview", "--diff");
}
