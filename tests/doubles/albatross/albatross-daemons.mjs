// Stands for the start of albatross's daemons, which run again what they ran before.
import { mkdirSync } from "node:fs";
import { keep, readState, sockets, unikernels, writeState } from "./albatross-state.mjs";

mkdirSync(sockets, { recursive: true });
for (const name of unikernels()) {
    writeState(name, { ...readState(name), pid: undefined });
    keep(name);
}
