/** Resources of the Compute Engine API v1, as far as they matter here. Numbers of 64 bits are texts. */
export interface GceImage {
    readonly id: string;
    readonly name: string;
    readonly selfLink: string;
    readonly status: "PENDING" | "READY" | "FAILED" | "DELETING";
    readonly description?: string;
    readonly family?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly labelFingerprint: string;
    readonly diskSizeGb: string;
    readonly archiveSizeBytes?: string;
    readonly architecture?: string;
    readonly guestOsFeatures?: readonly { readonly type: string }[];
    readonly storageLocations?: readonly string[];
    readonly deprecated?: GceDeprecation;
}

export interface GceDeprecation {
    readonly state?: "ACTIVE" | "DEPRECATED" | "OBSOLETE" | "DELETED";
    readonly replacement?: string;
    readonly deprecated?: string;
    readonly obsolete?: string;
    readonly deleted?: string;
}

export interface Operation {
    readonly name: string;
    readonly operationType: string;
    readonly targetId?: string;
    readonly status: "PENDING" | "RUNNING" | "DONE";
    readonly progress?: number;
    readonly error?: { readonly errors?: readonly { readonly code: string; readonly message?: string }[] };
    readonly httpErrorStatusCode?: number;
    readonly httpErrorMessage?: string;
}
