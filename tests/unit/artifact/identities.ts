import { test } from "@jest/globals";
import { spawnSync } from "node:child_process";

export const isRoot = process.getuid?.() === 0;

/** For processes that have to be refused something: nobody, when the tests run as root, who is refused nothing. */
export const ordinaryUser = isRoot ? { uid: 65_534, gid: 65_534 } : {};

/** Runs where an ordinary user can run this Node. */
export const testAsOrdinaryUser =
    spawnSync(process.execPath, ["--version"], ordinaryUser).status === 0 ? test : test.skip;
