import type { Connection } from "../../provider/host/connection";
import { killedBefore } from "../unit/host/connection/interrupted";

/**
 * Each script is killed before a command of it, which depends on how often it was before, and then run again. Commands are
 * counted from the first on that contains `from`.
 */
export function killing(
    nth: (turn: number) => number,
    killed: string[],
    from = "",
): (connection: Connection) => Connection {
    const turns = new Map<string, number>();
    return (connection) => ({
        name: connection.name,
        async run(script, options) {
            const turn = turns.get(script.body) ?? 0;
            turns.set(script.body, turn + 1);
            try {
                return await connection.run(killedBefore(nth(turn), script, { from }), options);
            } catch (error) {
                const [, command] = /killed before: (.*)/.exec(String(error)) ?? [];
                if (command === undefined) throw error;
                killed.push(command);
                return connection.run(script, options);
            }
        },
    });
}

/** Scripts begin with looking at what is there, and some are long. */
export const further = (turn: number): number => Math.ceil(1.8 ** turn);
