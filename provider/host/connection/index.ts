export { Unreachable } from "./failures/unreachable";
export type { Connection } from "./connection";
export { connectLocal } from "./local";
export { render, type Script } from "./script";
export { connectSsh } from "./ssh";
export { SshHost } from "./ssh-host";
