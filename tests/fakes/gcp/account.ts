import type { GceDeprecation } from "../../../provider/gcp/compute/types";

export interface Stored {
    readonly name: string;
    readonly generation: string;
    readonly contentType: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly bytes: Buffer;
}

export interface Image {
    readonly id: string;
    readonly name: string;
    status: "PENDING" | "READY" | "FAILED" | "DELETING";
    description?: string;
    family?: string;
    labels: Record<string, string>;
    readonly architecture?: string;
    diskSizeGb: string;
    readonly guestOsFeatures: readonly { readonly type: string }[];
    readonly storageLocations: readonly string[];
    readonly source: string;
    archive?: Buffer;
    deprecated?: GceDeprecation;
}

export interface Operation {
    readonly name: string;
    readonly operationType: string;
    readonly targetId: string;
    readonly targetLink: string;
    status: "PENDING" | "RUNNING" | "DONE";
    progress: number;
    error?: { errors: { code: string; message: string }[] };
    httpErrorStatusCode?: number;
    httpErrorMessage?: string;
    /** What it comes to. */
    readonly complete: () => void;
}

/** What a project and its buckets hold, and what the test wants of them. */
export interface Account {
    readonly project: string;
    readonly buckets: Map<string, Map<string, Stored>>;
    readonly images: Map<string, Image>;
    readonly operations: Map<string, Operation>;
    /** Answers by request ID: the operation that was begun. */
    readonly requests: Map<string, { readonly what: string; readonly operation: string }>;
    /** Permissions that the caller lacks. */
    readonly denied: Set<string>;
    /** Permissions that were asked for. */
    readonly asked: Set<string>;
    readonly quotas: { images: number };
    /** Whether an image that could not be made stays, as FAILED. */
    keepsFailed: boolean;
    /** Whether a bit of what is uploaded gets lost. */
    damagesUploads: boolean;
    /** What the next operation ends with instead of success. */
    nextFailure?: { readonly code: string; readonly message: string };
    /** A number that was never given before. */
    next(): string;
}

export function newAccount(project: string, bucket: string): Account {
    let last = 1_000_000_000_000;
    return {
        project,
        buckets: new Map([[bucket, new Map()]]),
        images: new Map(),
        operations: new Map(),
        requests: new Map(),
        denied: new Set(),
        asked: new Set(),
        quotas: { images: 100 },
        keepsFailed: false,
        damagesUploads: false,
        next: () => String(++last),
    };
}

/** What becomes of an image that could not be made. */
export function spoil({ images, keepsFailed }: Account, name: string): void {
    const image = images.get(name);
    if (image && keepsFailed) image.status = "FAILED";
    else images.delete(name);
}

export const member = "maker@test-project.iam.gserviceaccount.com";
