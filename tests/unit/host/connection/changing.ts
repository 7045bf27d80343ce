import type { Connection, Script } from "../../../../provider/host/connection";

/** A connection by which each script is run as it is changed. */
export const changing = (connection: Connection, change: (script: Script) => Script): Connection => ({
    name: connection.name,
    run: async (script, options) => connection.run(change(await script), options),
});
