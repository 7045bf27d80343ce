/**
 * Changes the arguments of a resource that a component makes, just before it is made. A method, so that a function of the
 * resource's own type of arguments is one, too.
 */
export interface Transforming {
    transform(args: object): object;
}
export type Transform = Transforming["transform"];

export function transformed<Args extends object>(transform: Transform | undefined, args: Args): Args {
    return transform ? (transform(args) as Args) : args;
}

/** `http://example.org:8080` */
export function urlOf(host: string, port: number): string {
    if (port === 443) return `https://${host}`;
    return port === 80 ? `http://${host}` : `http://${host}:${port}`;
}
