import type { Removable } from "./plan";

/** One removable thing, and how it is removed. */
export interface StoreEntry extends Removable {
    /** Leaves it when somebody has come to use it meanwhile. Answers whether it is gone. */
    readonly remove: () => Promise<boolean>;
}
