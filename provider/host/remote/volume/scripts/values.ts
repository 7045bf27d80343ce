import { volumeFolder, type VolumeRoot } from "../place";

/** Where the records of a volume and of instances are, as its scripts' variables. */
export function placeValues(root: VolumeRoot, name: string): Readonly<Record<string, string>> {
    return {
        ...{ root: root.root, folder: volumeFolder(root, name), record: root.instanceRecord },
        shared: root.isShared ? "yes" : "",
    };
}
