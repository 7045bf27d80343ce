import { openStack } from "./stack.mjs";

export async function run() {
    const stack = await openStack();
    if (!(await stack.exists())) {
        console.log("There is nothing to destroy.");
        return 0;
    }
    return stack.show("destroy", "--yes", "--remove");
}
