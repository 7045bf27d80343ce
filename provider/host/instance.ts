import { resource } from "../protocol/resource";
import type { Settings } from "../settings";
import { InstanceInputs } from "./inputs";
import { InstanceOutputs } from "./outputs";
import { replaceOn } from "./replace";

export const instance = resource<typeof InstanceInputs, typeof InstanceOutputs, Settings>({
    token: "unikernel:host:Instance",
    description:
        "A running unikernel. It goes on when `pulumi` has ended, until it is destroyed.\n\n" +
        "A change of what runs (the image's bytes, its devices, memory, arguments) replaces it: the new one is started, " +
        "and serves, before the old one is stopped. Two instances cannot share a published port, a writable volume, a " +
        "TAP device or a `name`; where the new one needs one of the old, the old one is stopped first, and the preview " +
        "says so. A changed probe, restart policy or grace time takes effect while it runs.\n\n" +
        "An instance whose probe does not pass is kept, with its console, and counts as not ready: the next `up` looks " +
        "again, and starts it again if it has ended. After `pulumi refresh`, an `up` also repairs one that was killed " +
        "or whose machine was started anew.\n\n" +
        "With `host: { ssh: … }` it runs on a Linux host, under a unit of systemd that is taken all rights it can do without: " +
        "it is started when the host boots, and its console is in the journal. The host needs root (or `sudo: true`), the " +
        "tender or QEMU, and nothing of ours. `pulumi refresh` finds a unit that was edited by hand, shows the difference, " +
        "and `up` sets it right. Where a host's guests are libvirt's or albatross's, `hypervisor` has it kept by those instead. " +
        "A host that is gone for good: `pulumi state delete` forgets what was there.\n\n" +
        "Import one by its `id`: its name, or on a host `kvm1.example.org/` and its name.",
    examples: [
        {
            title: "A web server in QEMU, with a port of this machine",
            typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "virtio" });

const www = new unikernel.host.Instance("www", {
    image: web.artifact,
    memory: 32,
    networks: { service: { user: { ports: { "8080": 80 } } } },
    args: ["--hello=Hello there"],
    probe: { http: { path: "/" } },
});

export const url = www.addresses.apply(([address]) => \`http://\${address}\`);
`,
        },
        {
            title: "A Solo5 unikernel on a bridge, with a disk",
            typescript: `import * as unikernel from "pulumi-unikernel";

const dns = new unikernel.Image("dns", { source: "./dns", target: "spt" });

new unikernel.host.Instance("dns", {
    image: dns.artifact,
    networks: { service: { bridge: "br0", address: "10.0.0.2/24", gateway: "10.0.0.1" } },
    volumes: { storage: { path: "./zones.img" } },
    probe: { console: "listening on port 53" },
    restart: "always",
});
`,
        },
        {
            title: "On a Linux host, over SSH",
            typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "hvt" });

new unikernel.host.Instance("www", {
    host: { ssh: { host: "kvm1.example.org", user: "deploy", sudo: true, hostKey: "ssh-ed25519 AAAA…" } },
    image: web.artifact,
    networks: { service: { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" } },
    probe: { http: { port: 80 } },
});
`,
        },
    ],
    inputs: InstanceInputs,
    outputs: InstanceOutputs,
    replaceOn,
    lifecycle: async () => (await import("./lifecycle/lifecycle")).instanceLifecycle,
});
