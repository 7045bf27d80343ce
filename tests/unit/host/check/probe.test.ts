import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import type { Probe } from "../../../../provider/host/probe/schema";
import { imageFor } from "../images";
import { failuresOf } from "./failures";

const published: InstanceInputs["networks"] = { service: { user: { ports: { "8080": 80 } } } };
const onBridge: InstanceInputs["networks"] = { service: { bridge: "br0", address: "10.0.0.2/24" } };

test.each<[string, Probe, InstanceInputs["networks"], string]>([
    [
        "with nothing to look at",
        { interval: 1 },
        published,
        "probe: nothing says what to look at; give one of tcp, http, icmp and console",
    ],
    [
        "with two things to look at",
        { http: {}, console: "ready" },
        published,
        "probe: it cannot look at http and console; give one of tcp, http, icmp and console",
    ],
    [
        "with a pattern that is none",
        { console: "ready (" },
        published,
        "probe.console: not a regular expression: Invalid regular expression: /ready (/: Unterminated group",
    ],
    [
        "with a URL that cannot be fetched",
        { http: { url: "ftp://127.0.0.1/" } },
        published,
        "probe.http.url: not a URL that can be fetched: http://127.0.0.1:8080/health",
    ],
    [
        "with a URL and a port",
        { http: { url: "http://127.0.0.1:8080/", port: 80 } },
        published,
        "probe.http.url: goes without `port`: the URL has one",
    ],
    [
        "of a port that is not published",
        { http: { port: 8000 } },
        published,
        'probe.http: nothing leads to port 8000 of the unikernel; publish it: networks: { …: { user: { ports: { "8080": 8000 } } } }',
    ],
    [
        "of a port on a bridge, without an address",
        { tcp: { port: 80 } },
        { service: { bridge: "br0" } },
        "probe.tcp: nothing leads to port 80 of the unikernel; give the network its `address`",
    ],
    [
        "by tcp on a user network",
        { tcp: { port: 80 } },
        published,
        "probe.tcp: QEMU's user network accepts connections whether the unikernel listens or not, so this would always pass; use http or console",
    ],
    [
        "by ping on a user network",
        { icmp: {} },
        published,
        "probe.icmp: QEMU's user network passes on no pings to the unikernel; use http or console",
    ],
    [
        "by ping without an address",
        { icmp: {} },
        { service: { bridge: "br0" } },
        "probe.icmp: nothing says where to send pings; give the network its `address`",
    ],
    [
        "by ping without a network",
        { icmp: {} },
        undefined,
        "probe.icmp: without a network there is nothing to ping; use tcp, http or console",
    ],
    [
        "by ping on a network that is not there",
        { icmp: { network: "management" } },
        onBridge,
        'probe.icmp: it has no network "management"',
    ],
])("a probe %s is refused", async (_, probe, networks, message) => {
    expect(await failuresOf({ image: imageFor("virtio"), networks, probe })).toEqual([message]);
});

test.each<[Probe, InstanceInputs["networks"]]>([
    [{ http: {} }, published],
    [{ tcp: { port: 22 } }, onBridge],
    [{ icmp: {} }, onBridge],
    [{ icmp: { network: "service" } }, onBridge],
    [{ http: { url: "http://127.0.0.1:9000/health" } }, undefined],
    [{ console: String.raw`ready on port \d+` }, undefined],
])("%j is accepted", async (probe, networks) => {
    expect(await failuresOf({ image: imageFor("virtio"), networks, probe })).toEqual([]);
});

test("a probe is not held against networks that are not known yet", async () => {
    expect(await failuresOf({ image: imageFor("virtio"), probe: { http: {} } }, "networks")).toEqual([]);
});
