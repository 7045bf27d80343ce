import type { Call } from "../../protocol/resource";

type Redact = Call<never>["redact"];

/** The value, or nothing when any part of it is, or holds, a secret of the call. */
export function withoutSecrets<Value>(redact: Redact, value: Value): Value | undefined {
    return isOpen(redact, value) ? value : undefined;
}

/** Part by part too: a short secret is known only where it stands alone. */
export function isOpen(redact: Redact, value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        const text = JSON.stringify(value);
        return redact(text) === text && Object.values(value).every((part) => isOpen(redact, part));
    }
    if (typeof value !== "string" && typeof value !== "number") return true;
    return redact(String(value)) === String(value);
}
