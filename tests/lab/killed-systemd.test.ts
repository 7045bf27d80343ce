import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { generation } from "./generations";
import { killedLives, longLife, shortLife } from "./killed-lives";
import { others } from "./others";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
    await host().exec(others.make);
});

test("an instance whose scripts are killed before each of their commands, and run again, is made and removed beside others' things", async () => {
    const killed = await killedLives(host(), shortLife(host(), generation(web, "Hello")));
    expect(killed.length).toBeGreaterThan(25);
}, 1_200_000);

test("instances whose scripts are killed, and run again, are replaced and started anew beside others' things", async () => {
    const life = longLife(host(), (hello) => generation(web, hello));
    const killed = await killedLives(host(), life, { step: 7 });
    expect(killed.length).toBeGreaterThan(8);
}, 1_200_000);
