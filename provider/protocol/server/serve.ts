import type { Socket } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService, type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { createCalls } from "../call/calls";
import { createEngine } from "../engine/engine";
import type { ProviderDefinition } from "../resource";
import type { Runtime } from "../runtime";
import { functionMethods } from "./function-methods";
import { providerMethods } from "./provider-methods";
import { resourceMethods } from "./resource-methods";
import { unimplementedMethods } from "./unimplemented";

export interface Service {
    /** Speaks gRPC on a connection that was accepted elsewhere. */
    readonly accept: (socket: Socket) => void;
    /** Tells what is under way to stop, and resolves when it has. */
    readonly stop: () => Promise<void>;
}

/** The engine's own limit: a property may hold a whole file. */
const longestMessage = 400 * 1024 * 1024;

/** Serves a provider to the engine at the address, where there is one. */
export function serve<Settings>(
    definition: ProviderDefinition<Settings>,
    engineAddress: string | undefined,
): Service {
    const runtime: Runtime<Settings> = {
        definition,
        engine: createEngine(engineAddress),
        calls: createCalls(),
    };
    const server = new Server({
        "grpc.max_receive_message_length": longestMessage,
        "grpc.max_send_message_length": longestMessage,
        // Statistics that nobody asks for, kept for every call.
        "grpc.enable_channelz": 0,
    });
    server.addService(ResourceProviderService, methods(runtime));
    const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
    const connections = new Set<Socket>();
    return {
        accept(socket) {
            connections.add(socket);
            socket.once("close", () => connections.delete(socket));
            injector.injectConnection(socket);
            // It was accepted paused, and HTTP/2 does not start it.
            socket.resume();
        },
        async stop() {
            runtime.calls.stopAll();
            server.tryShutdown(() => undefined);
            await Promise.all([...connections].map(written));
        },
    };
}

/**
 * Resolves when all answers have been given to the operating system: a shutdown ends a connection once no call is left on
 * it. Whether the other side then closes its end is no concern of ours, and the engine now and then does not.
 */
async function written(socket: Socket): Promise<void> {
    if (socket.writableFinished || socket.destroyed) return;
    await new Promise<void>((resolve) => {
        const done = (): void => {
            resolve();
        };
        socket.once("finish", done).once("close", done);
    });
}

function methods<Settings>(runtime: Runtime<Settings>): IResourceProviderServer {
    return {
        ...providerMethods(runtime),
        ...resourceMethods(runtime),
        ...functionMethods(runtime),
        ...unimplementedMethods(runtime),
    };
}
