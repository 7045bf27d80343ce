import { expect, test } from "@jest/globals";
import type { NetworkAttachment } from "../../../../provider/host/network/attachment";
import { imageFor } from "../images";
import { failuresOf } from "./failures";

const interfaceName = "not the name of a network interface: at most 15 characters";
const hostPort = "not a port of this machine: 8080, 127.0.0.1:8080 or 5353/udp";

test.each<[string, NetworkAttachment, ...string[]]>([
    ["nothing", {}, "service: nothing says what to attach it to; give one of user, tap and bridge"],
    [
        "two things",
        { user: {}, bridge: "br0" },
        "service: it cannot be attached to user and bridge; give one of user, tap and bridge",
    ],
    ["a port that is none", { user: { ports: { http: 80 } } }, `service.user.ports["http"]: ${hostPort}`],
    [
        "a port that is too large",
        { user: { ports: { "65536": 80 } } },
        `service.user.ports["65536"]: ${hostPort}`,
    ],
    ["port 0", { user: { ports: { "0": 80 } } }, `service.user.ports["0"]: ${hostPort}`],
    [
        "a port of a machine's name",
        { user: { ports: { "localhost:80": 80 } } },
        `service.user.ports["localhost:80"]: ${hostPort}`,
    ],
    [
        "one port twice",
        { user: { ports: { "8080": 80, "0.0.0.0:8080": 81 } } },
        "service.user.ports: the ports 0.0.0.0:8080 and 127.0.0.1:8080 cannot both be published; choose another",
    ],
    ["a TAP device with a long name", { tap: "a-very-long-name" }, `service.tap: ${interfaceName}`],
    ["a bridge with a space", { bridge: "br 0" }, `service.bridge: ${interfaceName}`],
    [
        "a broken MAC address",
        { tap: "tap0", mac: "02:00:00:00:00" },
        "service.mac: not a MAC address: 02:00:00:00:00:01",
    ],
    [
        "an address without its prefix",
        { tap: "tap0", address: "10.0.0.2" },
        "service.address: not an address with its prefix: 10.0.0.2/24",
    ],
    [
        "an address with too large a prefix",
        { tap: "tap0", address: "10.0.0.2/33" },
        "service.address: not an address with its prefix: 10.0.0.2/24",
    ],
    [
        "a gateway that is no address",
        { tap: "tap0", address: "10.0.0.2/24", gateway: "router" },
        "service.gateway: not an address: 10.0.0.1",
    ],
    [
        "an IPv6 address without its prefix",
        { bridge: "br0", address6: "fd42::2" },
        "service.address6: not an IPv6 address with its prefix: fd42::2/64",
    ],
    [
        "an IPv6 gateway that is no address",
        { bridge: "br0", address6: "fd42::2/64", gateway6: "10.0.0.1" },
        "service.gateway6: not an IPv6 address: fd42::1",
    ],
    [
        "an IPv6 gateway alone",
        { bridge: "br0", gateway6: "fd42::1" },
        "service.gateway6: it goes with an `address6`, which is not given",
    ],
    [
        "a gateway alone",
        { bridge: "br0", gateway: "10.0.0.1" },
        "service.gateway: it goes with an `address`, which is not given",
    ],
    [
        "an address on a user network",
        { user: {}, address: "10.0.0.2/24" },
        "service.address: a user network has its own: 10.0.2.15/24, with the gateway 10.0.2.2",
    ],
])("a network that is attached to %s is refused", async (_, service, ...messages) => {
    const failures = await failuresOf({ image: imageFor("virtio"), networks: { service } });
    expect(failures).toEqual(messages.map((message) => `networks.${message}`));
});

test.each<[NetworkAttachment]>([
    [{ user: {} }],
    [{ user: { ports: { "8080": 80, "8080/udp": 80, "127.0.0.2:8080": 80 } } }],
    [{ tap: "exactly15chars_", mac: "02:00:00:00:00:0F" }],
    [{ bridge: "br0", address: "10.0.0.2/24", gateway: "10.0.0.1" }],
    [{ bridge: "br0", address6: "fd42::2/64", gateway6: "fd42::1" }],
])("%j is accepted", async (service) => {
    expect(await failuresOf({ image: imageFor("virtio"), networks: { service } })).toEqual([]);
});

test.each([
    ["spt", { user: {} }, "service.user: spt has no user network; attach it to a tap or a bridge"],
    ["hvt", { user: {} }, "service.user: hvt has no user network; attach it to a tap or a bridge"],
    ["unix", { tap: "tap0" }, "service.tap: a process uses the machine's own network; leave `networks` out"],
] as const)("%s refuses the kind of network it does not have: %j", async (target, service, message) => {
    const failures = await failuresOf({ image: imageFor(target), networks: { service } });
    expect(failures).toEqual([`networks.${message}`]);
});
