import * as unikernel from "pulumi-unikernel";

// With `host: { ssh: … }` in both it is the same on a Linux host.
const data = new unikernel.host.Volume("data", { size: 4 });

const image = new unikernel.Image("ledger", {
    source: "./ledger",
    target: "virtio",
    command: { argv: ["sh", "build.sh"], output: "ledger" },
});

// Change the memory: the old one is stopped, the new one finds what the old one has written, and says "start 2".
const ledger = new unikernel.host.Instance("ledger", {
    image: image.artifact,
    memory: 16,
    volumes: { storage: data.ref },
    probe: { console: "sectors$" },
});

export const path = data.path;
export const said = unikernel.host.getConsoleOutput({ instance: ledger.id }).text;
