import { expect, test } from "@jest/globals";
import { longLife, killedLives } from "./killed-lives";
import { others } from "./others";
import { labWorld } from "./world";
import { generation } from "./generations";

const host = labWorld();

test("instances whose scripts are killed before each of their commands, and run again, are made, replaced and removed beside others' things", async () => {
    const web = await host().web();
    await host().exec(others.make);
    const killed = await killedLives(
        host(),
        longLife(host(), (hello) => generation(web, hello)),
    );
    expect(killed.length).toBeGreaterThan(100);
}, 1_200_000);
