/** Where everything of ours lies on a host, but for the units. */
export const hostRoot = "/var/lib/pulumi-unikernel";

/** Where the things of one instance lie on a host with systemd. */
export interface Place {
    /** Its records. */
    readonly folder: string;
    readonly service: string;
    readonly unitFile: string;
}

export function placeOf(name: string): Place {
    const service = `unikernel-${name}.service`;
    return {
        folder: `${hostRoot}/instances/${name}`,
        service,
        unitFile: `/etc/systemd/system/${service}`,
    };
}

/** The file that instances of an image run. They share it. */
export function imagePath(digest: string): string {
    return `${hostRoot}/images/${digest.replace(":", "-")}`;
}

/** What shows the console of an instance to someone who is there. */
export function consoleCommand(name: string): string {
    return `journalctl --unit=${placeOf(name).service}`;
}
