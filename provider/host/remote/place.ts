/** Where everything of ours lies on a host, but for what its service manager reads. */
export const hostRoot = "/var/lib/pulumi-unikernel";

/** The records of an instance. */
export function folderOf(name: string): string {
    return `${hostRoot}/instances/${name}`;
}

/** The file that instances of an image run. They share it. */
export function imagePath(digest: string): string {
    return `${hostRoot}/images/${digest.replace(":", "-")}`;
}
