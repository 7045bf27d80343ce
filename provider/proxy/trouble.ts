/** What Node says of a server that no authority it trusts vouches for. */
export const untrusted = [
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
] as const;

export const trustAdvice =
    "Where a proxy looks into TLS, set NODE_EXTRA_CA_CERTS to a file with its authority's certificate";

/** What a proxy refuses however often it is asked. */
class ProxyRefusal extends Error {
    override readonly name = "ProxyRefusal";
}

/** What it means that a proxy opened no tunnel. */
export function refusal(proxy: URL, status: number, text = ""): Error {
    const said = `the proxy ${proxy.host} answered ${status} ${text}`.trimEnd();
    return status < 500 ? new ProxyRefusal(said) : new Error(said);
}

export const refusalAdvice = "Check HTTPS_PROXY, and what the proxy allows";

/** What stands between this machine and a server and another attempt does not change, if anything does. Of an error of `fetch`. */
export function lastingTrouble(error: unknown): string | undefined {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    if (cause instanceof ProxyRefusal) return `${cause.message}. ${refusalAdvice}.`;
    if (!(untrusted as readonly string[]).includes(cause?.code ?? "")) return undefined;
    return `its certificate is not trusted (${cause?.message ?? ""}). ${trustAdvice}.`;
}
