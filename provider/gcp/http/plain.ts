/** Whether a token may be sent there: what goes unencrypted stays on this machine. */
export function isPrivate(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
