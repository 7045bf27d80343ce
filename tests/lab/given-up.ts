import type { Connection } from "../../provider/host/connection";
import { killing } from "./killing";

type Way = (connection: Connection) => Connection;

/** For scripts that start an instance, and not for those that clear one away. */
export const forStarts =
    (way: Way): Way =>
    (connection) => {
        const changed = way(connection);
        return {
            name: connection.name,
            async run(given, options) {
                const script = await given;
                const isStart = script.body.includes('managed start "$name"');
                return (isStart ? changed : connection).run(script, options);
            },
        };
    };

/** A start that comes to a standstill once it has done this for the first time. */
export const stuckOnce = (command: string, onDone: () => void): Way =>
    forStarts((connection) => ({
        name: connection.name,
        async run(given, options) {
            const { body, values } = await given;
            const onLine = (line: string): void => {
                if (line === "stuck") onDone();
            };
            const stuck = { body: body.replace(command, "$&; echo stuck; sleep 1000"), values };
            return connection.run(stuck, { ...options, onLine });
        },
    }));

/** A start that is killed before a command, together with the plugin: nobody clears anything away. */
export const cutOff = (from: string, killed: string[]): Way => {
    const kill = forStarts(killing(() => 1, killed, { from, again: false }));
    return (connection) => ({
        name: connection.name,
        run(script, options) {
            if (killed.length > 0) throw new Error("the plugin is no more");
            return kill(connection).run(script, options);
        },
    });
};
