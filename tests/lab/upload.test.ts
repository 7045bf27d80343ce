import { expect, test } from "@jest/globals";
import type { Connection } from "../../provider/host/connection";
import { changing } from "../unit/host/connection/changing";
import { labWorld } from "./world";

const host = labWorld();

/** Holds up whoever is about to ask for an image, until he is let go. */
const heldUp = (connection: Connection): Connection =>
    changing(connection, ({ body, ...script }) => ({
        ...script,
        body: body.replace("echo send", `${hold}\necho send`),
    }));
const hold = "echo >/run/asks; read -r _ </run/goes";

test("an image arrives, though all that was on the host is removed just before", async () => {
    await host().exec("mkfifo /run/asks /run/goes");
    const last = await host().create("last", { image: await host().script("exec sleep 1000") });
    const image = await host().script("echo another; exec sleep 1000");
    const undo = host().through(heldUp);
    const created = host().create("first", { image });
    await host().exec("cat /run/asks");
    undo();
    await host().destroy(last);
    await host().exec("echo >/run/goes");
    const first = await created;
    expect(first.outputs.state).toBe("running");
    await host().destroy(first);
});
