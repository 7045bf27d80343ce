import { expect, test } from "@jest/globals";
import { coverInherited } from "../../../../provider/host/local/inherited";

test.each<[number[], ("ignore" | number)[]]>([
    [[], []],
    [[3], [9]],
    [[5], ["ignore", "ignore", 9]],
    [
        [4, 6],
        ["ignore", 9, "ignore", 9],
    ],
])("where %j are inherited, from descriptor 3 on a child is given %j", (inherited, given) => {
    expect(coverInherited(inherited, 9)).toEqual(given);
});
