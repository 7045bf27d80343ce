import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { solo5Kernel } from "../unit/host/solo5-image";
import { root } from "../../tools/setup/paths.mjs";
import { labWorld, type LabWorld } from "./world";

export interface AlbatrossWorld extends LabWorld {
    /** One that says those words. */
    saying(hello: string): InstanceInputs;
    /** The same, with a port of the host that leads to it. */
    published(hello: string): InstanceInputs;
}

const files = [
    ...["albatross-client", "albatross-client.mjs", "albatross-daemons.mjs"],
    ...["albatross-keeper.mjs", "albatross-state.mjs", "notes.mjs"],
];

const daemons = `[Unit]
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/bin/node /usr/local/bin/albatross-daemons.mjs
[Install]
WantedBy=multi-user.target
`;

/** A host with albatross's double; and somebody else's unikernel beside ours, all the while. */
export function albatrossWorld(): () => AlbatrossWorld {
    const lab = labWorld({ tenders: true, node: true });
    let world: AlbatrossWorld;
    beforeAll(async () => {
        const put = (path: string, bytes: Buffer | string): Promise<string> =>
            lab().exec(
                `echo ${Buffer.from(bytes).toString("base64")} | base64 -d >${path}; chmod 755 ${path}`,
            );
        for (const name of files)
            await put(`/usr/local/bin/${name}`, await readFile(join(root, "tests/doubles/albatross", name)));
        const [elf, what] = solo5Kernel("hvt", [{ name: "service", type: "net" }]);
        const image = await lab().kernel(elf, what);
        await put("/etc/systemd/system/albatross.service", daemons);
        await put("/root/foreign.hvt", elf);
        await lab().exec(`systemctl enable --quiet --now albatross
            albatross-client create --net=service:br0 foreign /root/foreign.hvt`);
        const saying = (hello: string): InstanceInputs => ({
            ...{ image, hypervisor: "albatross", memory: 32, args: [`--hello=${hello}`] },
            networks: { service },
            probe: { console: `application. ${hello}$`, interval: 0.2, deadline: 20 },
        });
        const published = (hello: string): InstanceInputs => ({
            ...saying(hello),
            networks: { service: { ...service, ports: { "8080": 80 } } },
        });
        world = { ...lab(), saying, published };
    });
    return () => world;
}

const service = { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" } as const;
