import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { wellFormed } from "../codec/text";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export interface LogEntry {
    readonly urn: string;
    readonly message: string;
    readonly severity: "info" | "warning";
    /** Shown as the resource's status while it is being worked on, and gone afterwards. */
    readonly ephemeral: boolean;
}

/** The engine's side of the conversation: where messages for the user go. */
export interface Engine {
    /** Where the engine listens, from now on. No address is no news. */
    attach(address: string): void;
    /** Sends a message and does not wait for it. Without an engine nothing happens. */
    log(entry: LogEntry): void;
    /** Resolves when everything logged so far has arrived, or can be taken as lost. */
    delivered(): Promise<void>;
}

/** A healthy engine answers within a millisecond; one that does not must not hold up what it asked for. */
const patienceMs = 1_000;

export function createEngine(initialAddress?: string): Engine {
    let address = initialAddress;
    let client: EngineClient | undefined;
    const underway = new Set<Promise<void>>();

    return {
        attach(newAddress) {
            if (!newAddress || newAddress === address) return;
            client?.close();
            client = undefined;
            address = newAddress;
        },
        log(entry) {
            if (!address) return;
            client ??= new EngineClient(address, credentials.createInsecure(), {
                "grpc.enable_http_proxy": 0,
            });
            const sent = send(client, entry).finally(() => underway.delete(sent));
            underway.add(sent);
        },
        async delivered() {
            await Promise.all(underway);
        },
    };
}

// A message that cannot be delivered is no reason for anything else to fail.
function send(client: EngineClient, entry: LogEntry): Promise<void> {
    return new Promise((resolve) => {
        client.log(toRequest(entry), new Metadata(), { deadline: Date.now() + patienceMs }, () => {
            resolve();
        });
    });
}

function toRequest({ urn, message, severity, ephemeral }: LogEntry): LogRequest {
    // Stream 0, because any other stream is shown as one message with the severity of its first part.
    return new LogRequest()
        .setUrn(urn)
        .setMessage(wellFormed(message))
        .setSeverity(severity === "info" ? LogSeverity.INFO : LogSeverity.WARNING)
        .setEphemeral(ephemeral)
        .setStreamid(0);
}
