import { timeoutSignal } from "../../process/timeout";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { projectImages, type Images } from "../compute/images";
import { gcpSettings, type GcpSettings } from "../config";
import { credentials } from "../credentials/credentials";
import { createClient, type Client } from "../http/client";
import type { Pace } from "../http/pace";
import { bucketOf, type Bucket } from "../storage/bucket";

/** What a call does in a project. */
export interface Cloud {
    readonly settings: GcpSettings;
    readonly client: Client;
    readonly images: Images;
    bucket(name: string): Bucket;
}

type Caller = Pick<Call<Settings>, "settings" | "signal" | "progress">;

export const settingsOf = ({ settings }: Pick<Call<Settings>, "settings">): GcpSettings =>
    settings.gcp ?? gcpSettings();

export function cloudOf(call: Caller, pace: Pace, project: string): Cloud {
    const settings = settingsOf(call);
    const { compute: endpoint, storage } = settings.endpoints;
    const client = createClient(credentials(settings, pace), pace, call.signal);
    const onProgress = (percent: number): void => {
        call.progress.status(`GCE is at work${percent > 0 ? `: ${percent} %` : ""}`);
    };
    return {
        settings,
        client,
        images: projectImages({ client, endpoint, project, waitMs: pace.waitMs, onProgress }),
        bucket: (name) => bucketOf(client, storage, name),
    };
}

/** The same when the call has been given up: what was begun is cleared away all the same, for a few seconds. */
export function clearing(call: Caller): Caller {
    return call.signal.aborted ? { ...call, signal: timeoutSignal(10_000) } : call;
}
