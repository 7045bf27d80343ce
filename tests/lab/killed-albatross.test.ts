import { expect, test } from "@jest/globals";
import { albatrossWorld } from "./albatross";
import { shortLife, killedLives } from "./killed-lives";

const host = albatrossWorld();

test("unikernels of albatross whose scripts are killed before each of their commands, and run again, are made and removed beside another", async () => {
    const life = shortLife(host(), host().published("Hello"));
    const killed = await killedLives(host(), life, { from: 'define "$name"' });
    expect(killed.length).toBeGreaterThan(30);
    expect(await host().exec("albatross-client info --name=foreign")).toContain("digest");
}, 1_200_000);
