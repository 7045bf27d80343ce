import { expect, test } from "@jest/globals";
import { macAddress, stackOf, tapName } from "../../../../provider/host/network/names";

const identity = { stack: "dev::shop", name: "www", device: "service" };

test("a MAC address is a locally administered one of a single station, and stays the same", () => {
    expect(macAddress(identity)).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    expect(macAddress({ ...identity })).toBe(macAddress(identity));
});

test.each([{ stack: "prod::shop" }, { name: "api" }, { device: "admin" }])(
    "another %j has another MAC address",
    (other) => {
        expect(macAddress({ ...identity, ...other })).not.toBe(macAddress(identity));
    },
);

test("no part of an identity is taken for another", () => {
    const shifted = { stack: "dev::shop", name: "www\0s", device: "ervice" };
    expect(macAddress(shifted)).not.toBe(macAddress(identity));
});

test("a TAP device's name is one that Linux takes, for any device", () => {
    const name = tapName("0123456789abcdef", "a".repeat(67));
    expect(name).toMatch(/^uk[0-9a-f]{12}$/);
    expect(name.length).toBeLessThanOrEqual(15);
    expect(tapName("0123456789abcdef", "b")).not.toBe(tapName("fedcba9876543210", "b"));
});

test.each([
    ["urn:pulumi:dev::shop::unikernel:host:Instance::www", "dev::shop"],
    ["urn:pulumi:dev::shop::my:component:Web$unikernel:host:Instance::a::b", "dev::shop"],
])("%s is of the stack %s", (urn, stack) => {
    expect(stackOf(urn)).toBe(stack);
});

test("a MAC address may have to begin in another way", () => {
    const address = macAddress({ stack: "dev::shop", name: "www", device: "service", prefix: "00:16:3e" });
    expect(address).toMatch(/^00:16:3e(:[0-9a-f]{2}){3}$/);
});
