import { createHash } from "node:crypto";
import type { Session } from "./session";

/** The lock of whoever changes an opam switch; builds without one share a lock too. */
export const switchLock = (prefix = ""): string =>
    `switch-${createHash("sha256").update(prefix).digest("hex").slice(0, 32)}`;

/** Runs what may not happen twice at once in the session's opam switch, in this process or another one. */
export const inSwitchTurn = <Result>(session: Session, action: () => Promise<Result>): Promise<Result> =>
    session.request.exclusively(
        { name: switchLock(session.switchPrefix), waitsFor: "another build in the opam switch" },
        action,
    );
