import { expect } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { bundled } from "../../../artifact/bundled";
import { ordinaryUser, testAsOrdinaryUser } from "../../../artifact/identities";

const program = bundled(join(__dirname, "read-only.ts"));

testAsOrdinaryUser(
    "read-only folders that a tool left do not keep a workspace from being brought up to date",
    () => {
        const printed = execFileSync(process.execPath, [program()], { encoding: "utf8", ...ordinaryUser });
        expect(printed).toBe("of the source\n".repeat(3));
    },
);
