import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", {
    source: "../quickstart/web",
    target: "virtio",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

// How they are reached (user, port, keys, jump hosts) is in the SSH configuration of whoever runs this.
const instances = ["kvm1.example.org", "kvm2.example.org"].map(
    (host) =>
        new unikernel.host.Instance(`www-${host.split(".")[0]}`, {
            host: { ssh: { host } },
            image: web.artifact,
            memory: 32,
            networks: { service: { user: { ports: { "0.0.0.0:8080": 80 } } } },
            probe: { http: { path: "/" } },
        }),
);

export const addresses = instances.map((instance) => instance.addresses);
