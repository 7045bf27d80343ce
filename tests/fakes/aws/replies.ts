import type { ServerResponse } from "node:http";
import { accountId, type FakeRegion } from "./account";
import { ebsRoute } from "./ebs";
import { ec2Action } from "./ec2";
import { parseForm, text } from "./form";
import { Problem } from "./problem";
import type { Incoming } from "./server";
import type { Signed } from "./signature";
import { escape } from "./xml";

export const namespaces = {
    ec2: "http://ec2.amazonaws.com/doc/2016-11-15/",
    sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

export interface Reply {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly type: string;
    readonly body: string;
}

export const xml = (body: string, status = 200): Reply => ({ status, type: "text/xml;charset=UTF-8", body });

export function actionOf({ service }: Signed, incoming: Incoming): string {
    if (service === "ebs") return `ebs:${ebsRoute(incoming)?.action ?? "Unknown"}`;
    if (service === "kms") return `kms:${String(incoming.headers["x-amz-target"]).split(".")[1] ?? ""}`;
    return `${service}:${ec2Action(incoming)}`;
}

export function describeKey({ keys }: FakeRegion, { body }: Incoming): Reply {
    const { KeyId = "" } = JSON.parse(body.toString()) as { KeyId?: string };
    const Arn = keys.get(KeyId);
    if (Arn === undefined) throw new Problem(400, "NotFoundException", `Key '${KeyId}' does not exist`);
    const [, id] = Arn.split("/");
    return {
        status: 200,
        type: "application/x-amz-json-1.1",
        body: JSON.stringify({ KeyMetadata: { Arn, KeyId: id, Enabled: true, KeyState: "Enabled" } }),
    };
}

export function assumeRole({ body }: Incoming): Reply {
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

export function denied(service: string, action: string): Problem {
    const message = `User: arn:aws:iam::${accountId}:user/test is not authorized to perform: ${action}`;
    if (service === "ec2")
        return new Problem(
            403,
            "UnauthorizedOperation",
            `You are not authorized to perform this operation. ${message}`,
        );
    return new Problem(
        403,
        service === "sts" ? "AccessDenied" : "AccessDeniedException",
        message,
        "UNAUTHORIZED_ACCOUNT",
    );
}

export function problemReply(service: string, { status, code, message, reason }: Problem): Reply {
    if (service === "ec2") {
        return xml(
            `<?xml version="1.0"?><Response><Errors><Error><Code>${code}</Code><Message>${escape(message)}</Message></Error></Errors><RequestID>req-1</RequestID></Response>`,
            status,
        );
    }
    if (service === "sts") {
        return xml(
            `<ErrorResponse xmlns="${namespaces.sts}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
            status,
        );
    }
    const body = service === "kms" ? { __type: code, message } : { Message: message, Reason: reason };
    return {
        status,
        type: "application/json",
        headers: { "x-amzn-errortype": code },
        body: JSON.stringify(body),
    };
}

export function send(response: ServerResponse, { status, headers, type, body }: Reply): void {
    response.writeHead(status, {
        ...headers,
        "content-type": type,
        "content-length": Buffer.byteLength(body),
        "x-amzn-requestid": "req-1",
    });
    response.end(body);
}

/** Says how much would come, and breaks off before the end; an answer without a body breaks off within its head. */
export function truncate(response: ServerResponse, { status, type, body }: Reply): void {
    const { socket } = response;
    const half = body.slice(0, Math.floor(body.length / 2));
    const head = `HTTP/1.1 ${status} OK\r\ncontent-type: ${type}\r\n`;
    const whole = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${half}`;
    socket?.end(body === "" ? head : whole);
}
