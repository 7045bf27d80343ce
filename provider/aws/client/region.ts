import type { Agents } from "../../proxy/agents";
import type { AwsAccess } from "../access";
import { attempted } from "./attempts";
import { openConnections } from "./connections";
import { explained } from "./failure";
import type { Pace } from "./pace";
import type { Packages } from "./load";
import type { Credentials } from "./credentials";

export interface Clients {
    readonly ebs: InstanceType<Packages["EBSClient"]>;
    readonly ec2: InstanceType<Packages["EC2Client"]>;
    readonly kms: InstanceType<Packages["KMSClient"]>;
}

/** A request, as messages speak of it. */
export interface Asked {
    /** As a policy names it: `ec2:RegisterImage`. */
    readonly action: string;
    /** What it is done to: `snap-0123…`, `the image web-1234567`. */
    readonly resource: string;
    /** How long, from now, the resource may be unknown since it has just been made. Default: it may not. */
    readonly unknownMs?: number;
    /** How long one attempt may take, in milliseconds. Default: as the pace has it. */
    readonly attemptMs?: number;
}

type Send<Answer> = (clients: Clients, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>;

/** AWS in one region. */
export interface Region {
    readonly name: string;
    readonly pace: Pace;
    readonly signal: AbortSignal;
    readonly packages: Packages;
    /** Makes a request, again where that helps. Throws an error for the user, or what aborted it. */
    ask<Answer>(asked: Asked, send: Send<Answer>): Promise<Answer>;
    /** The same clients, for as long as another signal lets them. */
    within(signal: AbortSignal): Region;
    /** So many requests to EBS will come at once, after the next one. */
    expect(count: number): void;
    close(): void;
}

/** What is open to a client at once: more than a snapshot's blocks travel at a time. */
const sockets = 128;

export function openRegion(
    name: string,
    {
        packages,
        access,
        credentials,
        pace,
        signal,
    }: {
        readonly packages: Packages;
        readonly access: AwsAccess;
        readonly credentials: Credentials;
        readonly pace: Pace;
        readonly signal: AbortSignal;
    },
): Region {
    const connections = () => openConnections({ maxSockets: sockets, keepAlive: true }, packages);
    const forBlocks = connections();
    const options = (silenceMs = pace.silenceMs, { httpAgent, httpsAgent }: Agents = connections()) => ({
        region: name,
        credentials,
        endpoint: access.endpoint,
        // The SDK would repeat what must not be, and give up too early on what should.
        maxAttempts: 1,
        requestHandler: {
            connectionTimeout: pace.connectMs,
            socketTimeout: silenceMs,
            ...{ httpAgent, httpsAgent },
            // It warns on the console, which nobody sees.
            socketAcquisitionWarningTimeout: 2 ** 30,
        },
    });
    const clients = onDemand<Clients>({
        ebs: () => new packages.EBSClient(options(pace.blockMs, forBlocks)),
        ec2: () => new packages.EC2Client(options()),
        kms: () => new packages.KMSClient(options()),
    });
    const within = (limit: AbortSignal): Region => ({
        ...{ name, pace, packages, within, expect: forBlocks.ahead },
        signal: limit,
        ask: async (asked, send) => {
            const { attemptMs = pace.attemptMs } = asked;
            const mayBeUnknownUntil = performance.now() + (asked.unknownMs ?? -1);
            try {
                return await attempted(
                    { pace: { ...pace, attemptMs }, signal: limit, mayBeUnknownUntil },
                    (abortSignal) => send(clients.all, { abortSignal }),
                );
            } catch (error) {
                throw explained(error, { ...asked, region: name });
            }
        },
        close: clients.close,
    });
    return within(signal);
}

/** The same region for what has just been made there: any request may have to wait until it is known. */
export function forNew(region: Region): Region {
    const { unknownMs } = region.pace;
    return { ...region, ask: (asked, send) => region.ask({ unknownMs, ...asked }, send) };
}

interface Closable {
    destroy(): void;
}

/** Each is made when it is first used. */
function onDemand<All extends object>(makers: {
    readonly [Name in keyof All]: () => All[Name] & Closable;
}): { readonly all: All; readonly close: () => void } {
    const made = new Map<keyof All, All[keyof All] & Closable>();
    const all = {} as All;
    for (const name of Object.keys(makers) as (keyof All)[]) {
        Object.defineProperty(all, name, {
            get: () => {
                const client = made.get(name) ?? makers[name]();
                made.set(name, client);
                return client;
            },
        });
    }
    return {
        all,
        close: () => {
            for (const client of made.values()) client.destroy();
        },
    };
}
