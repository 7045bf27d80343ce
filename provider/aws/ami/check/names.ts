import type { Failure } from "../../../protocol/errors";
import { isReserved } from "../../image/marks";
import { isAllowedName } from "../name";

export function nameFailures(name: string | undefined): Failure[] {
    if (name === undefined || isAllowedName(name)) return [];
    const reason = `"${name}" is no name of an image: 3 to 128 letters, digits, spaces and ()[]./-'@_`;
    return [{ property: "name", reason }];
}

/** EC2 allows 50; the others are the provider's own. */
const mostTags = 44;
const longestKey = 127;
const longestValue = 255;

export function tagFailures(tags: Readonly<Record<string, string>> = {}): Failure[] {
    const entries = Object.entries(tags);
    if (entries.length > mostTags) {
        return [
            {
                property: "tags",
                reason: `are ${entries.length}; at most ${mostTags} fit beside the provider's own`,
            },
        ];
    }
    return entries.flatMap(([key, value]) => {
        const reason = tagProblem(key, value);
        return reason === undefined ? [] : [{ property: `tags[${JSON.stringify(key)}]`, reason }];
    });
}

function tagProblem(key: string, value: string): string | undefined {
    if (isReserved(key)) return "is a tag that AWS or the provider keeps for itself; choose another key";
    if (key.length < 1 || key.length > longestKey)
        return `has a key of ${key.length} characters; 1 to ${longestKey} can be`;
    return value.length > longestValue
        ? `has ${value.length} characters; at most ${longestValue} can be`
        : undefined;
}
