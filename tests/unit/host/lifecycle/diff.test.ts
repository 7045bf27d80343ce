import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { block, imageFor } from "../images";
import { base, paths, plan, replacing } from "./plans";

const { image } = base;

describe("a change of what runs replaces the instance:", () => {
    const other = imageFor("virtio", { digest: `sha256:${"1".repeat(64)}` });
    test.each<[string, Partial<InstanceInputs>]>([
        ["image.digest", { image: other }],
        ["hypervisor", { hypervisor: "libvirt" }],
        ["memory", { memory: 256 }],
        ["cpus", { cpus: 2 }],
        ["networks.service.user.ports.8080", { networks: { service: { user: { ports: { "8080": 81 } } } } }],
        ["volumes", { volumes: { storage: { path: "a.img" } } }],
        ["args", { args: ["--hello=Hi"] }],
        ["env", { env: { A: "1" } }],
        ["name", { name: "shop" }],
        ["host", { host: { ssh: { host: "kvm1" } } }],
    ])("%s", (path, change) => {
        expect(replacing(plan(change))).toEqual([path]);
    });

    test("the devices that an image declares", () => {
        const devices = block("storage");
        expect(replacing(plan({ image: { ...image, devices } }))).toEqual(["image.devices[0]"]);
    });
});

test.each<[string, Partial<InstanceInputs>]>([
    ["hypervisor", { hypervisor: "qemu" }],
    ["memory", { memory: 128 }],
    ["cpus", { cpus: 1 }],
    ["no arguments, variables and volumes", { args: [], env: {}, volumes: {} }],
])("a default that is written down changes nothing: %s", (_name, change) => {
    expect(plan(change).changes).toEqual([]);
});

test("what a volume is by default changes nothing", () => {
    const old: InstanceInputs = { ...base, volumes: { storage: { path: "a.img" } } };
    const written = { path: "a.img", format: "raw", readOnly: false, sectorSize: 512 } as const;
    expect(plan({ volumes: { storage: written } }, { old }).changes).toEqual([]);
    expect(replacing(plan({ volumes: { storage: { ...written, readOnly: true } } }, { old }))).not.toEqual(
        [],
    );
});

describe("is changed while the instance runs:", () => {
    test.each<[string, Partial<InstanceInputs>]>([
        ["probe.http.path", { probe: { http: { path: "/health" } } }],
        ["restart", { restart: "always" }],
        ["restartLimit", { restartLimit: 1 }],
        ["grace", { grace: 1 }],
    ])("%s", (path, change) => {
        const planned = plan(change);
        expect([paths(planned), replacing(planned), planned.notes]).toEqual([[path], [], []]);
    });
});

describe("on a host, the instance goes on when", () => {
    const old: InstanceInputs = { ...base, host: { ssh: { host: "kvm1", identity: "old key" } } };

    test("it is reached with another key or as another user, which is an update", () => {
        const planned = plan({ host: { ssh: { host: "kvm1", user: "deploy" } } }, { old });
        expect(paths(planned)).toEqual(["host.ssh.identity", "host.ssh.user"]);
        expect(replacing(planned)).toEqual([]);
    });

    test("this machine is named in another way", () => {
        expect(plan({ host: { local: true } }).changes).toEqual([]);
    });
});

test("the same bytes under another name, or built by another recipe, change nothing", () => {
    const renamed = { ...image, name: "web.virtio", recipe: { sourceHash: "another" } };
    expect(plan({ image: renamed }).changes).toEqual([]);
    expect(plan({}).changes).toEqual([]);
});
