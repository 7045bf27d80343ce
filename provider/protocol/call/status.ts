import { Metadata, status as Code, type ServiceError } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Message } from "google-protobuf";
import { wellFormed } from "../codec/text";
import { Any } from "google-protobuf/google/protobuf/any_pb";

export { Code };

/** What the engine reads out of an error besides its text. */
export interface Detail {
    /** `pulumirpc.ErrorResourceInitFailed` */
    readonly type: string;
    readonly message: Message;
}

/** An answer to the engine that is an error. */
export class StatusError extends Error {
    override readonly name = "StatusError";

    constructor(
        readonly code: Code,
        message: string,
        readonly details: readonly Detail[] = [],
    ) {
        super(wellFormed(clip(message)));
    }

    toServiceError(): Pick<ServiceError, "code" | "details" | "metadata"> {
        const metadata = new Metadata();
        if (this.details.length > 0) metadata.set("grpc-status-details-bin", Buffer.from(pack(this)));
        return { code: this.code, details: this.message, metadata };
    }
}

// With details present, the engine takes code and message from them too.
function pack(error: StatusError): Uint8Array {
    const status = new Status().setCode(error.code).setMessage(error.message);
    for (const { type, message } of error.details) {
        const any = new Any();
        any.pack(message.serializeBinary(), type);
        status.addDetails(any);
    }
    return status.serializeBinary();
}

/** More than anybody reads, and little enough for the HTTP/2 header that an error travels in. */
const longestMessage = 8_000;

function clip(message: string): string {
    if (message.length <= longestMessage) return message;
    const half = longestMessage / 2;
    return `${message.slice(0, half)}\n[…]\n${message.slice(-half)}`;
}
