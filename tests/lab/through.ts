import type { Connection } from "../../provider/host/connection";
import type { RemoteHost } from "../../provider/host/remote/hosts";

/** From now on all scripts go that way to the host, until it is undone. */
export function throughWay(host: RemoteHost, way: (connection: Connection) => Connection): () => void {
    const { connection } = host;
    Object.assign(host, { connection: way(connection) });
    return () => Object.assign(host, { connection });
}
