import { expect, test } from "@jest/globals";
import {
    collide,
    describeForward,
    forwardsOf,
    parseHostPort,
} from "../../../../provider/host/network/forwards";

test.each([
    ["8080", "127.0.0.1:8080"],
    ["8080/tcp", "127.0.0.1:8080"],
    ["5353/udp", "127.0.0.1:5353/udp"],
    ["0.0.0.0:80", "0.0.0.0:80"],
    ["192.168.1.5:80/udp", "192.168.1.5:80/udp"],
    ["65535", "127.0.0.1:65535"],
])("%s publishes %s", (text, published) => {
    const port = parseHostPort(text);
    expect(port && describeForward(port)).toBe(published);
});

test.each([
    "",
    "0",
    "65536",
    "100000",
    "-1",
    "80.5",
    " 80",
    "80/sctp",
    "host:80",
    "1.2.3:80",
    ":80",
    "::1:80",
])("%j is no port", (text) => {
    expect(parseHostPort(text)).toBeUndefined();
});

test("ports are in one order, however the engine hands them over", () => {
    const one = forwardsOf({ "8081": 81, "8080/udp": 53, "8080": 80 });
    const other = forwardsOf({ "8080": 80, "8080/udp": 53, "8081": 81 });
    expect(one).toEqual(other);
    expect(one.map(describeForward)).toEqual(["127.0.0.1:8080", "127.0.0.1:8080/udp", "127.0.0.1:8081"]);
});

test.each([
    ["8080", "8080", true],
    ["8080", "127.0.0.1:8080", true],
    ["0.0.0.0:8080", "127.0.0.2:8080", true],
    ["8080", "8081", false],
    ["8080", "8080/udp", false],
    ["127.0.0.2:8080", "127.0.0.1:8080", false],
])("%s and %s collide: %s", (one, other, expected) => {
    const [first, second] = [parseHostPort(one), parseHostPort(other)];
    expect(first && second && [collide(first, second), collide(second, first)]).toEqual([expected, expected]);
});
