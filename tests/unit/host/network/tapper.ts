import { execFileSync } from "node:child_process";
import { lookAtLink } from "../../../../provider/host/network/link";
import { prepareTaps, removeTaps, type TapDevice } from "../../../../provider/host/network/taps";

// Run in a network namespace of its own. Prints what is there after each step, as JSON; with the argument `br0`, what
// comes of a TAP device on that bridge.

const ip = (...words: string[]): void => void execFileSync("ip", words.join(" ").split(" "));

const device = (tap: string, bridge?: string): TapDevice => ({
    ...{ name: "service", kind: "tap", mac: "02:00:00:00:00:01", tap },
    ...(bridge === undefined ? {} : { bridge }),
});

const failure = (action: Promise<void>): Promise<string> =>
    action.then(
        () => "nothing",
        (error: unknown) => (error as Error).message,
    );

async function main(): Promise<void> {
    ip("link add br0 type bridge");
    ip("link set br0 up");
    ip("tuntap add dev foreign mode tap");
    ip("link set foreign alias somebody-else");
    ip("tuntap add dev own mode tap");
    const ours = [device("uk1", "br0")];

    await prepareTaps(ours, "unit");
    await prepareTaps(ours, "unit");
    const made = await lookAtLink("uk1");
    const refusals = {
        taken: await failure(prepareTaps([device("foreign", "br0")], "unit")),
        noBridge: await failure(prepareTaps([device("uk2", "br9")], "unit")),
        notABridge: await failure(prepareTaps([device("uk2", "own")], "unit")),
        down: await failure(prepareTaps([device("own")], "unit")),
        absent: await failure(prepareTaps([device("gone")], "unit")),
        notATap: await failure(prepareTaps([device("br0")], "unit")),
    };
    await removeTaps([...ours, device("foreign", "br0"), device("own")], "another");
    const afterAnother = await lookAtLink("uk1");
    await removeTaps([...ours, device("foreign", "br0"), device("own")], "unit");
    await removeTaps(ours, "unit");
    const left = Object.fromEntries(
        await Promise.all(
            ["uk1", "foreign", "own", "br0"].map(
                async (name) => [name, (await lookAtLink(name))?.kind] as const,
            ),
        ),
    );
    console.log(JSON.stringify({ made, refusals, afterAnother, left }));
}

async function attempt(bridge: string): Promise<void> {
    console.log(JSON.stringify(await failure(prepareTaps([device("uk1", bridge)], "unit"))));
}

const [bridge] = process.argv.slice(2);
void (bridge === undefined ? main() : attempt(bridge));
