import { regionNames } from "./account";
import { Problem } from "./problem";
import type { Incoming } from "./server";

/** What a signature of version 4 says of whom, where and for what. */
export interface Signed {
    readonly accessKey: string;
    readonly region: string;
    readonly service: string;
}

const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

const toleranceMs = 5 * 60_000;

/** Judges everything about a signature but its value, for which the fake would have to hold the secret. */
export function judgeSignature(
    { headers, sha256 }: Incoming,
    accessKeys: ReadonlyMap<string, "valid" | "expired">,
): Signed {
    const found = form.exec(headers.authorization ?? "");
    if (found === null) throw new Problem(403, "MissingAuthenticationToken", "The request is not signed.");
    const [, accessKey = "", day = "", region = "", service = "", signedHeaders = ""] = found;
    judgeDate(String(headers["x-amz-date"] ?? ""), day);
    const signed = signedHeaders.split(";");
    for (const name of ["host", "x-amz-date"]) {
        if (!signed.includes(name))
            throw new Problem(403, "SignatureDoesNotMatch", `The header ${name} is not signed.`);
    }
    const digest = headers["x-amz-content-sha256"];
    if (digest !== undefined && digest !== sha256.toString("hex"))
        throw new Problem(
            403,
            "SignatureDoesNotMatch",
            "The digest of the body is not the one that is signed.",
        );
    const standing = accessKeys.get(accessKey);
    if (standing === "expired") throw expired(service);
    if (standing === undefined) throw refused(service);
    if (!(regionNames as readonly string[]).includes(region)) throw refused(service);
    return { accessKey, region, service };
}

function judgeDate(date: string, day: string): void {
    const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
    if (parts === null) throw new Problem(403, "IncompleteSignature", "There is no date.");
    const [, year, month, dayOfMonth, hour, minute, second] = parts;
    const at = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minute}:${second}Z`);
    if (!date.startsWith(day) || Math.abs(at - Date.now()) > toleranceMs) {
        throw new Problem(403, "RequestExpired", "The date of the signature is not fresh.");
    }
}

function expired(service: string): Problem {
    return service === "ec2"
        ? new Problem(400, "RequestExpired", "Request has expired.")
        : new Problem(403, "ExpiredTokenException", "The security token included in the request is expired");
}

function refused(service: string): Problem {
    return service === "ec2"
        ? new Problem(401, "AuthFailure", "AWS was not able to validate the provided access credentials")
        : new Problem(
              403,
              "UnrecognizedClientException",
              "The security token included in the request is invalid.",
          );
}
