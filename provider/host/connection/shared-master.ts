import { ownFolder, writeFiles, type HostFiles } from "./folder";
import { connect, type Master } from "./master";
import type { SshHost } from "./ssh-host";

/** One connection to a host for all who ask. */
export interface SharedMaster {
    /** Connects, unless it is connected or connecting already. Fails with a UserError. */
    get(): Promise<Master>;
    /** Whoever asks next gets another. */
    drop(master: Master): void;
}

export interface ConnectOptions {
    /** Where the files of all connections are; this process has a folder of its own in there. */
    readonly folder: string;
    /** The connection ends when it aborts. Otherwise with this process. */
    readonly lifetime?: AbortSignal;
}

export function shareMaster(host: SshHost, { folder: shared, lifetime }: ConnectOptions): SharedMaster {
    let current: Promise<Master> | undefined;
    let standing: Master | undefined;
    let written: HostFiles | undefined;
    let count = 0;

    async function open(): Promise<Master> {
        written ??= await writeFiles(await ownFolder(shared), host);
        count += 1;
        const { folder, sockets, ...files } = written;
        // One that is about to die takes its own socket along, and no other's.
        return connect(host, { folder, files: { ...files, socket: `${sockets}${count}` }, lifetime });
    }

    function forget(master: Master): void {
        if (standing === master) current = standing = undefined;
    }

    return {
        get() {
            current ??= open().then(
                (master) => {
                    standing = master;
                    void master.ended.then(() => {
                        forget(master);
                    });
                    return master;
                },
                (error: unknown) => {
                    current = undefined;
                    throw error;
                },
            );
            return current;
        },
        drop(master) {
            forget(master);
            master.end();
        },
    };
}
