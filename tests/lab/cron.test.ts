import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { answerOf, generation } from "./generations";
import { refreshed, repaired } from "./repairs";
import { labWorld } from "./world";

const host = labWorld({ init: "sysv" });
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
    // Nothing is left then that is known to make links for run levels.
    await host().exec("mv /usr/sbin/update-rc.d /usr/sbin/update-rc.d.away");
});

test("cron starts an instance when the host boots, and forgets it with the instance", async () => {
    const before = await host().inventory();
    const state = await host().create("www", generation(web, "I am here"));
    const file = `/etc/cron.d/unikernel-${state.inputs.name}`;
    expect(await host().exec(`tail -n 1 ${file}; stat -c '%U %a' ${file}`)).toBe(
        `@reboot root sh /var/lib/pulumi-unikernel/instances/${state.inputs.name}/service start\nroot 644\n`,
    );
    expect(await refreshed(host(), state)).toEqual(state);
    await host().exec(`rm ${file}`);
    expect((await repaired(host(), state)).altered).toBe("it would not be started when the host boots");
    await host().destroy(state);
    expect(await host().inventory()).toBe(before);

    const again = await host().create("www", generation(web, "I am still here"));
    await host().reboot();
    const after = await refreshed(host(), again);
    expect(after.outputs).toEqual({ ...again.outputs, bootSeconds: after.outputs.bootSeconds });
    expect(await answerOf(host())).toContain("I am still here");
    await host().destroy(again);
});
