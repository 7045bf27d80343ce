import { expect, test } from "@jest/globals";
import { judge, type Evidence } from "../../../../provider/host/local/condition";
import type { ExitRecord, GuestRecord } from "../../../../provider/host/local/records";

const guest: GuestRecord = { pid: 10, consoleOffset: 0, restarts: 1 };
const exit: ExitRecord = { pid: 10, status: 1, restarts: 1, restarting: false };
const earlier: ExitRecord = { ...exit, pid: 9, restarts: 0, restarting: true };
const [lives, dead] = [
    { guestLives: true, supervisorLives: true },
    { guestLives: false, supervisorLives: false },
];

test.each<[string, Evidence, string]>([
    ["runs", { guest, ...lives }, "running"],
    ["runs after a restart", { guest, exit: earlier, ...lives }, "running"],
    ["runs without its supervisor", { guest, guestLives: true, supervisorLives: false }, "running"],
    ["has ended for good", { guest, exit, ...dead }, "exited"],
    [
        "has ended while its supervisor tidies up",
        { guest, exit, guestLives: false, supervisorLives: true },
        "exited",
    ],
    [
        "waits for its restart",
        { guest, exit: { ...exit, restarting: true }, guestLives: false, supervisorLives: true },
        "restarting",
    ],
    [
        "was to be restarted, but its supervisor was killed",
        { guest, exit: { ...exit, restarting: true }, ...dead },
        "exited",
    ],
    ["is about to start", { guestLives: false, supervisorLives: true }, "restarting"],
    ["was killed with its supervisor", { guest, ...dead }, "gone"],
    ["was killed with its supervisor after a restart", { guest, exit: earlier, ...dead }, "gone"],
    ["never started", { ...dead }, "gone"],
])("an instance that %s", (_, evidence, state) => {
    expect(judge(evidence).state).toBe(state);
});
