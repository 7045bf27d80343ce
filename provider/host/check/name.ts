import type { Failure } from "../../protocol/errors";
import { isAllowedName } from "../name";

export function checkName(name: string | undefined): Failure[] {
    if (name === undefined || isAllowedName(name)) return [];
    const reason =
        "not a name: letters, digits, dots, dashes and underscores, 63 at most, a letter or digit first";
    return [{ property: "name", reason }];
}
