import { UserError } from "../protocol/errors";

const ofAnInspector =
    "Where a proxy looks into TLS, set NODE_EXTRA_CA_CERTS to a file with its authority's certificate";
const ofTime = "Check this machine's clock, and how long the certificate is valid";

/** What Node says of a certificate that it does not trust, and what to do about it. */
export const untrusted: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: ofTime,
    CERT_NOT_YET_VALID: ofTime,
    DEPTH_ZERO_SELF_SIGNED_CERT: ofAnInspector,
    ERR_TLS_CERT_ALTNAME_INVALID: "Check the endpoint: it is the certificate of another host",
    SELF_SIGNED_CERT_IN_CHAIN: ofAnInspector,
    UNABLE_TO_GET_ISSUER_CERT: ofAnInspector,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ofAnInspector,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: ofAnInspector,
};

/** What is wrong with a proxy however often it is asked. */
class ProxyRefusal extends Error {
    override readonly name = "ProxyRefusal";
}

/** What it means that a proxy opened no tunnel. */
export function refusal(proxy: URL, status: number, text = ""): Error {
    const said = `the proxy ${proxy.host} answered ${status} ${text}`.trimEnd();
    return status < 500 ? new ProxyRefusal(said) : new Error(said);
}

/** Says of a failure to connect to a proxy that it was one. */
export const notReached =
    (proxy: URL) =>
    (error: unknown): never => {
        const { code = "", message } = error as NodeJS.ErrnoException;
        const said = `the proxy ${proxy.host} cannot be reached: ${message}`;
        const isLasting = code === "ENOTFOUND" || code in untrusted;
        throw isLasting ? new ProxyRefusal(said, { cause: error }) : new Error(said, { cause: error });
    };

export const refusalAdvice = "Check HTTPS_PROXY, and what the proxy allows";

/** A request that failed, as the user knows it. */
interface Failed {
    /** `web.test could not be reached` */
    readonly what: string;
    /** The input at fault, if one is. */
    readonly property?: string;
}

/**
 * What stands between this machine and a server and another attempt does not change, for the user: nothing where one may help.
 * Of an error of `fetch`, which has what happened as its cause.
 */
export function lastingTrouble(error: unknown, { what, property }: Failed): UserError | undefined {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    const told = [error, cause].find((each) => each instanceof UserError);
    if (told !== undefined) return told;
    const because = (reason: string, advice: string): UserError =>
        new UserError(`${what}: ${reason}. ${advice}.`, { property, cause: error });
    if (cause instanceof ProxyRefusal) return because(cause.message, refusalAdvice);
    // What undici makes of a proxy's answer to a request without a tunnel.
    if (cause?.message?.includes("Proxy Authentication Required (407)"))
        return because("the proxy answered 407 Proxy Authentication Required", refusalAdvice);
    const advice = untrusted[cause?.code ?? ""];
    if (advice === undefined) return undefined;
    return because(`its certificate is not trusted (${cause?.message ?? ""})`, advice);
}

/** fetch says "fetch failed"; what happened is in its cause. */
export function reasonOf(error: unknown): string {
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    return cause?.message || cause?.code || message;
}
