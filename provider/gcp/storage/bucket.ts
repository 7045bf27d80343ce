import type { Client } from "../http/client";

export interface StoredObject {
    readonly name: string;
    readonly generation: string;
    readonly size: string;
    readonly crc32c?: string;
    readonly metadata?: Readonly<Record<string, string>>;
}

export interface Bucket {
    list(prefix: string): Promise<StoredObject[]>;
    /** Nothing happens when it is gone, or another object has its name by now. */
    delete(object: Pick<StoredObject, "name" | "generation">): Promise<void>;
}

export function bucketOf(client: Client, endpoint: string, bucket: string): Bucket {
    const objects = `${endpoint}/storage/v1/b/${encodeURIComponent(bucket)}/o`;
    return {
        async list(prefix) {
            const found: StoredObject[] = [];
            let page: string | undefined;
            do {
                const query = new URLSearchParams({
                    prefix,
                    ...(page === undefined ? {} : { pageToken: page }),
                });
                const { body } = await client.request({
                    method: "GET",
                    url: `${objects}?${query.toString()}`,
                });
                const { items = [], nextPageToken } = body as {
                    readonly items?: StoredObject[];
                    readonly nextPageToken?: string;
                };
                found.push(...items);
                page = nextPageToken;
            } while (page !== undefined);
            return found;
        },
        async delete({ name, generation }) {
            const url = `${objects}/${encodeURIComponent(name)}?ifGenerationMatch=${generation}`;
            await client.request({ method: "DELETE", url, accept: [404, 412] });
        },
    };
}
