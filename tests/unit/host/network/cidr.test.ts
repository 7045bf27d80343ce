import { expect, test } from "@jest/globals";
import { plainCidr6 } from "../../../../provider/host/network/cidr";

test.each([
    ["fd00::1/64", "fd00::1/64"],
    ["fd00:0::1/64", "fd00::1/64"],
    ["FD00:0000:0:0:0:0:0:1/64", "fd00::1/64"],
    ["::1/128", "::1/128"],
    ["10.42.0.1/24", "10.42.0.1/24"],
])("an IPv6 address is known however it is written: %s", (given, plain) => {
    expect(plainCidr6(given)).toBe(plain);
});
