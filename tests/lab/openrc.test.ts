import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { answerOf, generation } from "./generations";
import { refreshed, repaired } from "./repairs";
import { labWorld } from "./world";

const host = labWorld({ init: "openrc" });
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

test("OpenRC knows of an instance, stops it, starts it again and forgets it", async () => {
    const before = await host().inventory();
    const state = await host().create("www", generation(web, "I am here"));
    const service = `unikernel-${state.inputs.name}`;
    expect(await host().exec(`rc-status default | grep ${service}`)).toContain("started");
    expect(await refreshed(host(), state)).toEqual(state);

    await host().exec(`rc-service ${service} stop`);
    expect(await repaired(host(), state)).toMatchObject({ state: "exited", exitStatus: 143 });
    await host().exec(`rc-update del ${service} default`);
    expect((await repaired(host(), state)).altered).toBe("it would not be started when the host boots");
    expect(await host().exec(`rc-status default | grep ${service}`)).toContain("started");

    await host().destroy(state);
    expect(await host().inventory()).toBe(before);
});

test("OpenRC starts an instance when the host boots", async () => {
    const state = await host().create("www", generation(web, "I am here"));
    await host().reboot();
    const after = await refreshed(host(), state);
    expect(after.outputs).toEqual({ ...state.outputs, bootSeconds: after.outputs.bootSeconds });
    expect(await answerOf(host())).toContain("I am here");
    await host().destroy(state);
});
