import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { networkLifecycle } from "../../provider/host/remote/network/lifecycle/lifecycle";
import { publishing } from "../../provider/host/remote/scripts/publish";
import { callFor } from "../unit/host/calls";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { generation } from "./generations";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

/** A machine with a line to a bridge: its name, its address, its gateway. */
const machine = (name: string, bridge: string, address: string, gateway: string): string => `
ip netns add ${name}
ip link add ${name}0 type veth peer name ${name}1 netns ${name}
ip link set ${name}0 master ${bridge} up
ip netns exec ${name} sh -c 'ip link set lo up; ip address add ${address} dev ${name}1; ip link set ${name}1 up; ip route add default via ${gateway}'
`;

test("a guest reaches another one on its bridge by the port that the host publishes", async () => {
    const network = { host: { ssh: host().ssh }, bridge: "br1", cidr: "10.71.0.1/24" };
    const call = callFor("br1", { settings: host().settings });
    const made = await networkLifecycle.create(call, { inputs: network });
    const inputs = generation(web, "the neighbour");
    const service = {
        ...inputs.networks?.service,
        bridge: "br1",
        address: "10.71.0.0/24",
        gateway: "10.71.0.1",
    };
    serving = await host().create("www", { ...inputs, networks: { service } });
    await host().exec(machine("guest", "br1", "10.71.0.200/24", "10.71.0.1"));
    try {
        const asked = "ip netns exec guest curl --silent --max-time 20 http://10.71.0.1:8080/";
        expect(await host().exec(asked)).toContain("the neighbour");
    } finally {
        await host().exec("ip netns delete guest");
        await host().destroy(serving);
        serving = undefined;
        await networkLifecycle.delete(call, { state: { ...made, inputs: network } });
    }
});

test("a firewall that drops what is forwarded is warned of where ports are published", async () => {
    const said: string[] = [];
    await host().exec(
        "nft 'add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }'",
    );
    serving = await host().create("www", generation(web, "behind it"), { onNote: (note) => said.push(note) });
    await host().exec("nft delete table ip filter");
    expect(said).toEqual([
        expect.stringContaining(
            `A firewall on ${host().ssh.host} drops or rejects what the host forwards to and from br0`,
        ),
    ]);
});

const root = "/var/lib/pulumi-unikernel/instances";

/** An instance's records, as far as they are about its ports, and the switch to it. */
const published = (name: string, address: string): string => `
mkdir -p ${root}/${name}
echo 'udp 5300 ${address} 53' >${root}/${name}/ports
cat >${root}/${name}/publish <<'PUBLISH'
${publishing}
PUBLISH
sh ${root}/${name}/publish ${root}/${name}`;

/** Waits until the file has the text. */
const until = (file: string, text: string): string => `
tries=0
until grep -q -s -x ${text} ${file}; do
    [ "$tries" -lt 200 ] || { echo "${file} has no ${text}" >&2; exit 1; }
    tries=$((tries + 1))
    sleep 0.05
done`;

test("who sends by UDP from one and the same port is led to the new one by a switch", async () => {
    await host().exec(
        `set -eu
        pids=
        trap 'kill $pids' EXIT
        ${machine("one", "br0", "10.42.0.71/24", "10.42.0.1")}
        ${machine("two", "br0", "10.42.0.72/24", "10.42.0.1")}
        ${machine("client", "br0", "10.99.0.2/24", "10.99.0.1")}
        ip address add 10.99.0.1/24 dev br0
        for name in one two; do ip netns exec $name nc -d -u -l -k 53 >/run/$name 2>/dev/null & pids="$pids $!"; done
        ${published("one", "10.42.0.71")}
        mkfifo /run/lines
        ip netns exec client nc -u -p 4000 10.99.0.1 5300 </run/lines >/dev/null 2>&1 &
        pids="$pids $!"
        exec 3>/run/lines
        echo first >&3
        ${until("/run/one", "first")}
        ${published("two", "10.42.0.72")}
        echo second >&3
        ${until("/run/two", "second")}`,
    );
});
