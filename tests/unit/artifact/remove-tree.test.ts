import { expect } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { bundled } from "./bundled";
import { ordinaryUser, testAsOrdinaryUser } from "./identities";

const remover = bundled(join(__dirname, "remover.ts"));

testAsOrdinaryUser("a workspace with folders that a tool made read-only can be removed", () => {
    expect(execFileSync(process.execPath, [remover()], { encoding: "utf8", ...ordinaryUser })).toBe("gone\n");
});
