import { connect } from "node:net";
import type { Attempt } from "./attempts";
import { authorityOf } from "./target";

export function tcpAttempt(target: { readonly address: string; readonly port: number }): Attempt {
    const { address: host, port } = target;
    const asked = authorityOf(target);
    return (signal) =>
        new Promise((resolve, reject) => {
            const socket = connect({ host, port });
            const giveUp = (): void => {
                socket.destroy();
                reject(new Error(`${asked} did not answer in time`));
            };
            signal.addEventListener("abort", giveUp, { once: true });
            socket.once("connect", () => {
                signal.removeEventListener("abort", giveUp);
                socket.destroy();
                resolve();
            });
            socket.once("error", (error: NodeJS.ErrnoException) => {
                signal.removeEventListener("abort", giveUp);
                reject(new Error(`${asked}: ${error.code ?? error.message}`));
            });
        });
}
