import { connectSsh, type SshHost } from "../../../../provider/host/connection";

/** Stands for the plugin: runs a script that does not end on a host, and prints its lines. */
const [host, folder, body] = process.argv.slice(2) as [string, string, string];
void connectSsh(JSON.parse(host) as SshHost, { folder }).run(
    { body },
    {
        signal: new AbortController().signal,
        onLine: (line) => {
            process.stdout.write(`${line}\n`);
        },
    },
);
process.once("SIGTERM", () => process.exit());
