import type { Connection } from "../../provider/host/connection";
import { killedAt, killedBefore } from "../unit/host/connection/interrupted";

/**
 * Each script is killed before a command of it, which depends on how often it was before, and then run again, or given up. Commands are
 * counted from the first on that contains `from`, and, where it is given, only those that match the pattern `only`.
 */
export function killing(
    nth: (turn: number) => number,
    killed: string[],
    { from = "", only = "", again = true } = {},
): (connection: Connection) => Connection {
    const turns = new Map<string, number>();
    return (connection) => ({
        name: connection.name,
        async run(given, options) {
            const script = await given;
            const turn = turns.get(script.body) ?? 0;
            turns.set(script.body, turn + 1);
            const first = connection.run(killedBefore(nth(turn), script, { from, only }), options);
            const command = await killedAt(first);
            if (command === undefined) return first;
            killed.push(command);
            return again ? connection.run(script, options) : first;
        },
    });
}

/** Scripts begin with looking at what is there, and some are long. */
export const further = (turn: number): number => Math.ceil(1.8 ** turn);

/** A command of a script: the nth from the first on that contains `from`. */
export interface Point {
    readonly from: string;
    readonly nth: number;
}

/** Each script is killed before each of those commands that it comes to, one after the other, and then run again. */
export function killingAt(
    points: readonly Point[],
    killed: string[],
): (connection: Connection) => Connection {
    return (connection) => ({
        name: connection.name,
        async run(given, options) {
            const script = await given;
            for (const { from, nth } of points.filter((point) => script.body.includes(point.from))) {
                const command = await killedAt(connection.run(killedBefore(nth, script, { from }), options));
                if (command !== undefined) killed.push(command);
            }
            return connection.run(script, options);
        },
    });
}
