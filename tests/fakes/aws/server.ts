import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { accountId, newRegion, regionNames, type FakeRegion } from "./account";
import { ebs, ebsRoute } from "./ebs";
import { ec2, ec2Action } from "./ec2";
import { parseForm, text } from "./form";
import { Problem } from "./problem";
import { judgeSignature, type Signed } from "./signature";
import { escape, toXml } from "./xml";

export interface Incoming {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
}

/** How the service behaves, beyond what it always does. */
export interface Behaviour {
    /** How often a sealed snapshot is looked at before it is completed. */
    looksUntilCompleted: number;
    looksUntilAvailable: number;
    /** How many requests for a new snapshot are told that it does not exist. */
    unknownFor: number;
    snapshotQuota: number;
    imageQuota: number;
    encryptedByDefault: boolean;
    publicBlocked: boolean;
    /** `ec2:RegisterImage` */
    readonly denied: Set<string>;
    /** Before each answer, in milliseconds. */
    latencyMs: number;
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

const namespaces = { ec2: "http://ec2.amazonaws.com/doc/2016-11-15/", sts: "https://sts.amazonaws.com/doc/2011-06-15/" };

export async function startFakeAws(): Promise<FakeAws> {
    const regions = new Map(regionNames.map((name) => [name as string, newRegion(name)]));
    let [running, busiest] = [0, 0];
    const behaviour: Behaviour = {
        ...{ looksUntilCompleted: 1, looksUntilAvailable: 0, unknownFor: 0, latencyMs: 0, atOnce: 1000 },
        ...{ snapshotQuota: 1000, imageQuota: 1000, encryptedByDefault: false, publicBlocked: false },
        denied: new Set(),
    };
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
            const body = await buffer(message);
            const { method = "", url = "", headers } = message;
            await answer({ method, path: new URL(url, fake.url).pathname, headers, body }, response);
        } catch {
            // The other side went away.
            response.destroy();
        } finally {
            running--;
        }
    }

    async function answer(incoming: Incoming, response: ServerResponse): Promise<void> {
        let service = "ebs";
        try {
            const signed = judgeSignature(incoming, fake.accessKeys);
            service = signed.service;
            const request: Request = { action: actionOf(signed, incoming), region: signed.region };
            const number = fake.requests.push(request) - 1;
            const fault = fake.onRequest(request, number);
            if (behaviour.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.latencyMs));
            if (fault === "reset") return void response.socket?.resetAndDestroy();
            if (fault === "error") throw new Problem(500, service === "ec2" ? "InternalError" : "InternalServerException", "An internal error has occurred");
            if (fault === "throttled") throw new Problem(503, service === "ec2" ? "RequestLimitExceeded" : "ThrottlingException", "Request limit exceeded.");
            if (running > behaviour.atOnce) throw new Problem(400, service === "ec2" ? "RequestLimitExceeded" : "RequestThrottledException", "Too many at once.", "ACCOUNT_THROTTLED");
            const reply = perform(signed, request, incoming);
            fake.onDone(request, number);
            if (fault === "hang") return;
            if (fault === "reset-after") return void response.socket?.resetAndDestroy();
            if (fault === "truncated") return truncate(response, reply);
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
                return { status, headers, body: body === undefined ? "" : JSON.stringify(body), type: "application/json" };
            }
            case "ec2": {
                const name = `${action.slice(4)}Response`;
                return xml(`<${name} xmlns="${namespaces.ec2}"><requestId>req-1</requestId>${toXml(ec2(state, incoming, behaviour))}</${name}>`);
            }
            case "kms":
                return describeKey(state, incoming);
            default:
                return assumeRole(incoming);
        }
    }
    return fake;
}

interface Reply {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly type: string;
    readonly body: string;
}

const xml = (body: string, status = 200): Reply => ({ status, type: "text/xml;charset=UTF-8", body });

function actionOf({ service }: Signed, incoming: Incoming): string {
    if (service === "ebs") return `ebs:${ebsRoute(incoming)?.action ?? "Unknown"}`;
    if (service === "kms") return `kms:${String(incoming.headers["x-amz-target"]).split(".")[1] ?? ""}`;
    return `${service}:${ec2Action(incoming)}`;
}

function describeKey({ keys }: FakeRegion, { body }: Incoming): Reply {
    const { KeyId = "" } = JSON.parse(body.toString()) as { KeyId?: string };
    const Arn = keys.get(KeyId);
    if (Arn === undefined) throw new Problem(400, "NotFoundException", `Key '${KeyId}' does not exist`);
    const [, id] = Arn.split("/");
    return { status: 200, type: "application/x-amz-json-1.1", body: JSON.stringify({ KeyMetadata: { Arn, KeyId: id, Enabled: true, KeyState: "Enabled" } }) };
}

function assumeRole({ body }: Incoming): Reply {
    const form = parseForm(body.toString());
    const role = text(form, "RoleArn") ?? "";
    if (!role.endsWith(":role/images")) throw denied("sts", `sts:AssumeRole on resource: ${role}`);
    const until = new Date(Date.now() + 3600_000).toISOString();
    return xml(
        `<AssumeRoleResponse xmlns="${namespaces.sts}"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>` +
            `<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${until}</Expiration></Credentials>` +
            `<AssumedRoleUser><Arn>arn:aws:sts::${accountId}:assumed-role/images/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>` +
            "</AssumeRoleResult><ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata></AssumeRoleResponse>",
    );
}

function denied(service: string, action: string): Problem {
    const message = `User: arn:aws:iam::${accountId}:user/test is not authorized to perform: ${action}`;
    if (service === "ec2") return new Problem(403, "UnauthorizedOperation", `You are not authorized to perform this operation. ${message}`);
    return new Problem(403, service === "sts" ? "AccessDenied" : "AccessDeniedException", message, "UNAUTHORIZED_ACCOUNT");
}

function problemReply(service: string, { status, code, message, reason }: Problem): Reply {
    if (service === "ec2") {
        return xml(`<?xml version="1.0"?><Response><Errors><Error><Code>${code}</Code><Message>${escape(message)}</Message></Error></Errors><RequestID>req-1</RequestID></Response>`, status);
    }
    if (service === "sts") {
        return xml(`<ErrorResponse xmlns="${namespaces.sts}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`, status);
    }
    const body = service === "kms" ? { __type: code, message } : { Message: message, Reason: reason };
    return { status, type: "application/json", headers: { "x-amzn-errortype": code }, body: JSON.stringify(body) };
}

function send(response: ServerResponse, { status, headers, type, body }: Reply): void {
    response.writeHead(status, { ...headers, "content-type": type, "content-length": Buffer.byteLength(body), "x-amzn-requestid": "req-1" });
    response.end(body);
}

/** Says how much would come, and breaks off before the end; an answer without a body breaks off within its head. */
function truncate(response: ServerResponse, { status, type, body }: Reply): void {
    const { socket } = response;
    const half = body.slice(0, Math.floor(body.length / 2));
    const head = `HTTP/1.1 ${status} OK\r\ncontent-type: ${type}\r\n`;
    const whole = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${half}`;
    socket?.end(body === "" ? head : whole);
}
