import { readFile } from "node:fs/promises";
import type { Target } from "../provider/artifact/artifact";
import { generation, patient } from "../tests/lab/generations";
import { loadOfVm } from "../tests/lab/requests";
import { startVmLab } from "../tests/lab/vm";
import type { VmKind } from "../tools/setup/lab/vm/machine.mjs";
import { testStore } from "../tests/unit/host/store";
import { webElf } from "../tests/unikernel/build";
import { bridge } from "./lab-host";
import { replaceFailedRequests } from "./replacements";
import type { Result } from "./result";

const targets = { kvm: "virtio", xen: "xen" } as const satisfies Record<VmKind, Target>;

/** A whole host with KVM or with Xen, which is emulated. */
export async function vmLab(kind: VmKind): Promise<Result> {
    const [lab, store] = await Promise.all([startVmLab(kind), testStore()]);
    try {
        await lab.exec(bridge);
        const image = await store.image(await readFile(await webElf()), {
            target: targets[kind],
            devices: [{ name: "service", type: "net" }],
        });
        return await replaceFailedRequests(
            `replace-failed-${kind}`,
            { lab, store },
            {
                inputsOf: (number) => ({
                    ...patient(generation(image, `generation ${number}`)),
                    ...{ grace: 60, drain: 2 },
                }),
                load: loadOfVm,
            },
        );
    } finally {
        await Promise.all([lab.stop(), store.remove()]);
    }
}
