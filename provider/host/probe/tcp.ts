import { connect } from "node:net";
import type { Attempt } from "./attempts";

export function tcpAttempt(address: string, port: number): Attempt {
    return (signal) =>
        new Promise((resolve, reject) => {
            const socket = connect({ host: address, port });
            const giveUp = (): void => {
                socket.destroy();
                reject(new Error(`${address}:${port} did not answer in time`));
            };
            signal.addEventListener("abort", giveUp, { once: true });
            socket.once("connect", () => {
                signal.removeEventListener("abort", giveUp);
                socket.destroy();
                resolve();
            });
            socket.once("error", (error: NodeJS.ErrnoException) => {
                signal.removeEventListener("abort", giveUp);
                reject(new Error(`${address}:${port}: ${error.code ?? error.message}`));
            });
        });
}
