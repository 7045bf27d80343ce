import { formatPath } from "../path";
import type { Place } from "./types";

/** A definition from which no schema can be made. Tells its author where. */
export class SchemaProblem extends Error {
    override readonly name = "SchemaProblem";

    constructor({ owner, path }: Pick<Place, "owner" | "path">, what: string) {
        super(`${owner}, ${formatPath(path)}: ${what}`);
    }
}
