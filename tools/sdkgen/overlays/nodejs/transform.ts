/** Changes the arguments of a resource that a component makes, just before it is made. */
export type Transform<Args> = (args: Args) => Args;

export function transformed<Args>(transform: Transform<Args> | undefined, args: Args): Args {
    return transform ? transform(args) : args;
}

/** `http://example.org:8080` */
export function urlOf(host: string, port: number): string {
    if (port === 443) return `https://${host}`;
    return port === 80 ? `http://${host}` : `http://${host}:${port}`;
}
