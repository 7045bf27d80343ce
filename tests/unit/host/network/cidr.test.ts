import { expect, test } from "@jest/globals";
import { inFull6, plainCidr6, prefixBits } from "../../../../provider/host/network/cidr";

test.each([
    ["fd00::1/64", "fd00::1/64"],
    ["fd00:0::1/64", "fd00::1/64"],
    ["FD00:0000:0:0:0:0:0:1/64", "fd00::1/64"],
    ["::1/128", "::1/128"],
    ["10.42.0.1/24", "10.42.0.1/24"],
])("an IPv6 address is known however it is written: %s", (given, plain) => {
    expect(plainCidr6(given)).toBe(plain);
});

test.each([
    ["10.42.0.1/8", "00001010"],
    ["10.42.0.129/25", "0000101000101010000000001"],
    ["fd42::1/12", "111111010100"],
    ["::1/128", `${"0".repeat(127)}1`],
    ["1:2:3:4:5:6:7:8/32", "00000000000000010000000000000010"],
    ["fd00::/8", "11111101"],
])("all addresses of %s begin with the same bits", (cidr, bits) => {
    expect(prefixBits(cidr)).toBe(bits);
});

test.each([
    ["fd42::7", "fd42:0000:0000:0000:0000:0000:0000:0007"],
    ["::1", "0000:0000:0000:0000:0000:0000:0000:0001"],
    ["FD42:1:2:3:4:5:6:abcd", "fd42:0001:0002:0003:0004:0005:0006:abcd"],
])("the kernel's connections of %s are found by its address in full", (address, full) => {
    expect(inFull6(address)).toBe(full);
});
