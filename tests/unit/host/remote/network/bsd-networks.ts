import type { Connection } from "../../../../../provider/host/connection";
import type { NetworkInputs } from "../../../../../provider/host/network";
import { hostOf } from "../../../../../provider/host/remote/hosts";
import { networkLifecycle as lifecycle } from "../../../../../provider/host/remote/network/lifecycle/lifecycle";
import type { KnownNetwork } from "../../../../lab/networks";
import type { TestStore } from "../../store";
import type { BsdSystem } from "../managers/supervisor/bsd-world";

const ssh = { host: "bsd1" };

/** The networks of a double, as the engine would have them made. */
export function bsdNetworks(store: () => TestStore) {
    const call = () => store().call("net");
    return {
        through: (connection: Connection): void => {
            Object.assign(hostOf(call(), ssh), { connection });
        },
        create: async (given: NetworkInputs): Promise<KnownNetwork> => {
            const inputs: NetworkInputs = { host: { ssh }, ...given };
            return { inputs, ...(await lifecycle.create(call(), { inputs })) };
        },
        read: (state: KnownNetwork) => lifecycle.read(call(), { id: state.id, state }),
        altered: async (state: KnownNetwork): Promise<string | undefined> =>
            (await lifecycle.read(call(), { id: state.id, state }))?.outputs.altered,
        repair: async (state: KnownNetwork): Promise<void> => {
            await lifecycle.update(call(), { inputs: state.inputs, previous: state });
        },
        remove: (state: KnownNetwork): Promise<void> => lifecycle.delete(call(), { state }),
    };
}

export const own = { FreeBSD: "services", OpenBSD: "veb7" } as const;

export const full = (system: BsdSystem): NetworkInputs => ({
    ...{ bridge: own[system], cidr: "10.42.0.1/24", cidr6: "fd42::1/64" },
});

/** A command that leaves what a boot does: nothing of it. */
export const lost = (root: string): string => `cd ${root}
    rm -f pf/anchors/* links/services links/veb7 links/vport7 var/run/pulumi*
    echo 0 >sysctl/net.inet.ip.forwarding
    echo 0 >sysctl/net.inet6.ip6.forwarding`;
