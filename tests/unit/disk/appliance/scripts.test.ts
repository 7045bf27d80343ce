import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const folder = "provider/disk/appliance";
const scripts = readdirSync(folder).filter((name) => name.endsWith(".sh"));

test.each(scripts)("the shell understands %s", (script) => {
    const { status, stderr } = spawnSync("sh", ["-n", join(folder, script)], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("there are scripts", () => {
    expect(scripts).toEqual(["init.sh", "power-button.sh", "udhcpc.sh"]);
});
