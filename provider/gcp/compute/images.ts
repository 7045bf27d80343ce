import { randomUUID } from "node:crypto";
import type { Client } from "../http/client";
import { finished, OperationFailed, type Waiting } from "./operation";
import type { GceDeprecation, GceImage, Operation } from "./types";

export interface NewImage {
    readonly name: string;
    readonly description: string;
    readonly family?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly architecture: "X86_64" | "ARM64";
    /** Default: that of the disk in the archive. */
    readonly diskSizeGb?: string;
    readonly guestOsFeatures: readonly { readonly type: string }[];
    readonly storageLocations?: readonly string[];
    readonly rawDisk: { readonly source: string };
}

/** The images of a project. What changes one returns when it has been done, unless it says otherwise. */
export interface Images {
    get(name: string): Promise<GceImage | undefined>;
    /** As it is once whatever makes it has ended, one way or the other. */
    settled(name: string): Promise<GceImage | undefined>;
    /** Only begins it. Asked again with the same ID, nothing is made twice. */
    insert(image: NewImage, requestId: string): Promise<Operation>;
    ended(operation: Operation): Promise<void>;
    patch(name: string, change: { readonly family: string | null }): Promise<void>;
    setLabels(image: Pick<GceImage, "name" | "labelFingerprint">, labels: GceImage["labels"]): Promise<void>;
    deprecate(name: string, status: GceDeprecation): Promise<void>;
    /** Nothing happens when it is gone. */
    delete(name: string): Promise<void>;
}

interface Parts {
    readonly client: Client;
    readonly endpoint: string;
    readonly project: string;
    readonly waitMs: number;
    readonly onProgress?: Waiting["onProgress"];
}

interface Page<Item> {
    readonly items?: readonly Item[];
    readonly nextPageToken?: string;
}

export function projectImages({ client, endpoint, project, waitMs, onProgress }: Parts): Images {
    const base = `${endpoint}/compute/v1/projects/${project}`;
    const url = (name: string): string => `${base}/global/images/${name}`;
    const done = async (started: unknown): Promise<void> => {
        await finished({ client, base, waitMs, onProgress }, started as Operation);
    };
    // What is asked again after a lost answer is the same request.
    const asked = (address: string): string => `${address}?requestId=${randomUUID()}`;

    const get = async (name: string): Promise<GceImage | undefined> => {
        const { status, body } = await client.request({ method: "GET", url: url(name), accept: [404] });
        return status === 404 ? undefined : (body as GceImage);
    };
    /** A page may be empty and have one behind it all the same. */
    const running = async ({ id }: GceImage): Promise<Operation | undefined> => {
        const query = new URLSearchParams({ filter: `(targetId = ${id}) (status != DONE)` });
        for (;;) {
            const page = `${base}/global/operations?${query.toString()}`;
            const { body } = await client.request({ method: "GET", url: page });
            const { items = [], nextPageToken } = body as Page<Operation>;
            if (items[0] !== undefined || nextPageToken === undefined) return items[0];
            query.set("pageToken", nextPageToken);
        }
    };

    return {
        get,
        async settled(name) {
            for (;;) {
                const image = await get(name);
                if (image?.status !== "PENDING" && image?.status !== "DELETING") return image;
                const operation = await running(image);
                if (operation === undefined) return get(name);
                // How it ended shows in the image.
                await done(operation).catch((error: unknown) => {
                    if (!(error instanceof OperationFailed)) throw error;
                });
            }
        },
        async insert(image, id) {
            const address = `${base}/global/images?requestId=${id}`;
            return (await client.request({ method: "POST", url: address, json: image })).body as Operation;
        },
        ended: done,
        async patch(name, change) {
            const request = { method: "PATCH", url: asked(url(name)), json: change } as const;
            await done((await client.request(request)).body);
        },
        async setLabels({ name, labelFingerprint }, labels) {
            const json = { labels, labelFingerprint };
            // The fingerprint does what a request ID does elsewhere: the second of two equal requests changes nothing.
            const address = `${url(name)}/setLabels`;
            await done((await client.request({ method: "POST", url: address, json })).body);
        },
        async deprecate(name, status) {
            const address = asked(`${url(name)}/deprecate`);
            await done((await client.request({ method: "POST", url: address, json: status })).body);
        },
        async delete(name) {
            const request = { method: "DELETE", url: asked(url(name)), accept: [404] } as const;
            const { status, body } = await client.request(request);
            if (status !== 404) await done(body);
        },
    };
}
