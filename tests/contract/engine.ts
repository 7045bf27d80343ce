import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** The engine's own service, as far as a plugin talks to it. */
export interface FakeEngine {
    readonly address: string;
    /** Everything the plugin has logged. */
    readonly logged: LogRequest.AsObject[];
    /** Resolves with the first message that fits, whether it came already or is still to come. */
    message(fits: (entry: LogRequest.AsObject) => boolean): Promise<LogRequest.AsObject>;
    close(): void;
}

export async function startEngine(): Promise<FakeEngine> {
    const logged: LogRequest.AsObject[] = [];
    const watchers = new Set<() => void>();
    const server = new Server();
    const refuse = (_: unknown, callback: sendUnaryData<never>) => {
        callback({ code: status.UNIMPLEMENTED });
    };
    server.addService(EngineService, {
        log(call: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) {
            logged.push(call.request.toObject());
            callback(null, new Empty());
            for (const look of watchers) look();
        },
        getRootResource: refuse,
        setRootResource: refuse,
        startDebugging: refuse,
        requirePulumiVersion: refuse,
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
            if (error) reject(error);
            else resolve(bound);
        });
    });
    return {
        address: `127.0.0.1:${port}`,
        logged,
        message: (fits) =>
            new Promise((resolve) => {
                const look = () => {
                    const found = logged.find(fits);
                    if (!found) return;
                    watchers.delete(look);
                    resolve(found);
                };
                watchers.add(look);
                look();
            }),
        close() {
            server.forceShutdown();
        },
    };
}
