import { expect, test } from "@jest/globals";
import { shortLife, killedLives } from "./killed-lives";
import { libvirtWorld } from "./libvirt";

const host = libvirtWorld();

test("domains of libvirt whose scripts are killed before each of their commands, and run again, are made and removed beside another", async () => {
    const life = shortLife(host(), host().served("Hello"));
    const killed = await killedLives(host(), life, { from: 'define "$name"', inventory: host().traces });
    expect(killed.length).toBeGreaterThan(30);
    expect(await host().exec("virsh domstate foreign")).toContain("running");
}, 1_200_000);
