import type { AmiState, worldOf } from "../world";
import type { Operation } from "./scenarios";

/** The state after an operation. */
export async function run(
    world: ReturnType<typeof worldOf>,
    operation: Operation,
): Promise<AmiState | undefined> {
    switch (operation.kind) {
        case "create":
            return world.create(operation.inputs);
        case "update":
            return world.update(operation.previous, operation.inputs);
        case "delete":
            await world.delete(operation.previous);
            return undefined;
    }
}
