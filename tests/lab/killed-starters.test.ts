import { beforeAll, describe, expect, test } from "@jest/globals";
import { killedLives, shortLife } from "./killed-lives";
import { otherNetworks } from "./others";
import { labWorld } from "./world";

/** What differs on such hosts is what an instance is started by when they boot. */
const written = ['mv -f "$file.new" "$file"', 'rm -f "$file"'];

describe.each([
    ["OpenRC", "openrc", ":", [...written, "rc-update --quiet add", "rc-update --quiet del"]],
    // Nothing is left then that is known to make links for run levels.
    ["cron", "sysv", "mv /usr/sbin/update-rc.d /usr/sbin/update-rc.d.away", written],
] as const)("on a host whose instances %s starts", (_name, init, prepare, commands) => {
    const host = labWorld({ init });
    beforeAll(async () => {
        await host().exec(`${prepare}\n${otherNetworks}`);
    });

    test("one whose scripts are killed from there on, before each of their commands, and run again, is made and removed beside others' things", async () => {
        const image = await host().script("echo ready; exec sleep 1000");
        const life = shortLife(host(), { image, probe: { console: "^ready$" } });
        const killed = await killedLives(host(), life, { from: 'able "$1"' });
        expect(killed).toEqual(expect.arrayContaining(commands.map((each) => expect.stringContaining(each))));
    }, 1_200_000);
});
