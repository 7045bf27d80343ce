import { expect, test } from "@jest/globals";
import { readConsole } from "../../../../provider/host/lifecycle/console";
import { failureOf, world } from "./world";

const machine = world();

test("the console's last lines are had by the instance's ID", async () => {
    const image = await machine().script("seq 1 200; echo ready; exec sleep 1000");
    const { id, outputs } = await machine().create("www", { image, probe: { console: "^ready$" } });
    const call = machine().call("");
    expect(await readConsole(call, { instance: id, lines: 2 })).toEqual({
        lines: ["200", "ready"],
        text: "200\nready\n",
        path: outputs.consolePath,
    });
    expect((await readConsole(call, { instance: id })).lines).toHaveLength(100);
});

test("the console of one that has exited is there as well", async () => {
    const image = await machine().script("echo its last words");
    const { id } = await machine().create("done", { image });
    expect((await readConsole(machine().call(""), { instance: id })).lines).toEqual(["its last words"]);
});

test.each(["www", "../www", ".creating"])("%s, which is no instance's ID, is refused", async (instance) => {
    expect(await failureOf(readConsole(machine().call(""), { instance }))).toMatchObject({
        property: "instance",
        message: `there is no instance "${instance}" on this machine. Give the \`id\` of an Instance`,
    });
});
