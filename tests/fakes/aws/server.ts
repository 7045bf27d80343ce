import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { lineOf, receive } from "./arrival";
import { newRegion, regionNames, type FakeRegion } from "./account";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { Problem } from "./problem";
import {
    actionOf,
    assumeRole,
    denied,
    describeKey,
    namespaces,
    problemReply,
    send,
    truncate,
    xml,
    type Reply,
} from "./replies";
import { judgeSignature, type Signed } from "./signature";
import { toXml } from "./xml";

export interface Incoming {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
    /** Of the body. */
    readonly sha256: Buffer;
}

/** How the service behaves, beyond what it always does. */
export interface Behaviour {
    /** How often a sealed snapshot is looked at before it is completed. */
    looksUntilCompleted: number;
    looksUntilAvailable: number;
    /** How many requests for a new snapshot, and to change a new image, are told that it does not exist. */
    unknownFor: number;
    snapshotQuota: number;
    imageQuota: number;
    encryptedByDefault: boolean;
    publicBlocked: boolean;
    /** `ec2:RegisterImage` */
    readonly denied: Set<string>;
    /** Before each answer, in milliseconds. */
    latencyMs: number;
    /** What all connections together bring, each the same share. */
    bytesPerSecond: number;
    /** Whether blocks stay in memory, or their digests alone. */
    keepsBlocks: boolean;
    /** More requests on their way than this are throttled. */
    atOnce: number;
}

export type FaultKind = "error" | "throttled" | "hang" | "reset" | "reset-after" | "truncated";

export interface Request {
    /** `ebs:PutSnapshotBlock` */
    readonly action: string;
    readonly region: string;
}

export interface FakeAws {
    readonly url: string;
    readonly regions: ReadonlyMap<string, FakeRegion>;
    readonly behaviour: Behaviour;
    readonly accessKeys: Map<string, "valid" | "expired">;
    /** All that were made, in their order. */
    readonly requests: Request[];
    /** The most that were on their way at a time. */
    readonly busiest: () => number;
    /** Decides about each request before it is done, by its number, which counts from 0. */
    onRequest: (request: Request, number: number) => FaultKind | undefined;
    /** Told of each request that has been done, before it is answered. */
    onDone: (request: Request, number: number) => void;
    region(name: string): FakeRegion;
    /** An empty account, and no requests so far. */
    reset(): void;
    close(): Promise<void>;
}

export async function startFakeAws(): Promise<FakeAws> {
    const regions = new Map(regionNames.map((name) => [name as string, newRegion(name)]));
    let [running, busiest] = [0, 0];
    const behaviour: Behaviour = {
        ...{ looksUntilCompleted: 1, looksUntilAvailable: 0, unknownFor: 0, latencyMs: 0, atOnce: 1000 },
        bytesPerSecond: Infinity,
        ...{
            snapshotQuota: 1000,
            imageQuota: 1000,
            encryptedByDefault: false,
            publicBlocked: false,
            keepsBlocks: true,
        },
        denied: new Set(),
    };
    const brought = lineOf(() => behaviour.bytesPerSecond);
    const server = createServer((message, response) => {
        void handle(message, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const fake: FakeAws = {
        ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, regions, behaviour },
        accessKeys: new Map([
            ["AKIATEST", "valid"],
            ["ASIAROLE", "valid"],
            ["AKIAEXPIRED", "expired"],
        ]),
        requests: [],
        busiest: () => busiest,
        onRequest: () => undefined,
        onDone: () => undefined,
        region: (name) => {
            const region = regions.get(name);
            if (region === undefined) throw new Error(`the fake has no region ${name}`);
            return region;
        },
        reset: () => {
            for (const name of regionNames) regions.set(name, newRegion(name));
            fake.requests.length = 0;
            fake.onRequest = () => undefined;
            fake.onDone = () => undefined;
        },
        close: async () => {
            server.closeAllConnections();
            server.close();
            await once(server, "close");
        },
    };

    async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
        busiest = Math.max(busiest, ++running);
        try {
            const received = await receive(message, brought);
            const { method = "", url = "", headers } = message;
            await answer({ method, path: new URL(url, fake.url).pathname, headers, ...received }, response);
        } catch {
            // The other side went away.
            response.destroy();
        } finally {
            running--;
        }
    }

    async function answer(incoming: Incoming, response: ServerResponse): Promise<void> {
        const scope = /\/(\w+)\/aws4_request/.exec(incoming.headers.authorization ?? "");
        const service = scope?.[1] ?? "ebs";
        try {
            const signed = judgeSignature(incoming, fake.accessKeys);
            const request: Request = { action: actionOf(signed, incoming), region: signed.region };
            const number = fake.requests.push(request) - 1;
            const fault = fake.onRequest(request, number);
            if (behaviour.latencyMs > 0)
                await new Promise((resolve) => setTimeout(resolve, behaviour.latencyMs));
            if (fault === "reset") return void response.socket?.resetAndDestroy();
            if (fault === "error")
                throw new Problem(
                    500,
                    service === "ec2" ? "InternalError" : "InternalServerException",
                    "An internal error has occurred",
                );
            if (fault === "throttled")
                throw new Problem(
                    503,
                    service === "ec2" ? "RequestLimitExceeded" : "ThrottlingException",
                    "Request limit exceeded.",
                );
            if (running > behaviour.atOnce)
                throw new Problem(
                    400,
                    service === "ec2" ? "RequestLimitExceeded" : "RequestThrottledException",
                    "Too many at once.",
                    "ACCOUNT_THROTTLED",
                );
            const reply = perform(signed, request, incoming);
            fake.onDone(request, number);
            if (fault === "hang") return;
            if (fault === "reset-after") return void response.socket?.resetAndDestroy();
            if (fault === "truncated") {
                truncate(response, reply);
                return;
            }
            send(response, reply);
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
            send(response, problemReply(service, error));
        }
    }

    function perform(signed: Signed, { action, region }: Request, incoming: Incoming): Reply {
        if (behaviour.denied.has(action)) throw denied(signed.service, action);
        const state = fake.region(region);
        switch (signed.service) {
            case "ebs": {
                const { status, headers = {}, body } = ebs(state, incoming, behaviour);
                return {
                    status,
                    headers,
                    body: body === undefined ? "" : JSON.stringify(body),
                    type: "application/json",
                };
            }
            case "ec2": {
                const name = `${action.slice(4)}Response`;
                return xml(
                    `<${name} xmlns="${namespaces.ec2}"><requestId>req-1</requestId>${toXml(ec2(state, incoming, behaviour))}</${name}>`,
                );
            }
            case "kms":
                return describeKey(state, incoming);
            default:
                return assumeRole(incoming);
        }
    }
    return fake;
}
