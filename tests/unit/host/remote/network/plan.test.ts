import { expect, test } from "@jest/globals";
import { prefixesOf } from "../../../../../provider/host/remote/network/plan";
import { planFor } from "./plans";

test("a network's addresses are compared with others of their family alone", () => {
    expect(prefixesOf(planFor({ cidr: "10.42.0.1/8" }))).toEqual(["4:00001010"]);
    expect(prefixesOf(planFor({ cidr: "10.42.0.1/8", cidr6: "a00::1/8" }))).toEqual([
        "4:00001010",
        "6:00001010",
    ]);
});
