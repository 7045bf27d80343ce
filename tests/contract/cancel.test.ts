import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { status } from "@grpc/grpc-js";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { send, struct, urn } from "./provider";
import { startSession, type Session } from "./session";

let session: Session;
beforeEach(async () => {
    session = await startSession();
});
afterEach(() => session.close());

const hanging = { label: "box", behaviour: "hang" };

/** Resolves when the thing that takes a minute is being made. */
const isUnderWay = () => session.engine.message(({ message }) => message.startsWith("making box"));

test("Ctrl-C ends what is under way, and is acknowledged at once", async () => {
    const created = session.provider.create(hanging);
    const outcome = expect(created).rejects.toMatchObject({
        code: status.CANCELLED,
        message: "The operation was cancelled.",
    });
    await isUnderWay();
    await send(session.plugin.client, service.cancel, new Empty());
    await outcome;
});

test("what the engine asks for afterwards still works", async () => {
    await send(session.plugin.client, service.cancel, new Empty());
    await expect(session.provider.create({ label: "box" })).resolves.toMatchObject({ id: "thing-box" });
});

test("an operation that takes longer than its timeout is ended, and how to give it more is said", async () => {
    await expect(session.provider.create(hanging, { timeout: 0.2 })).rejects.toMatchObject({
        code: status.DEADLINE_EXCEEDED,
        message:
            "create did not finish within its timeout of 0.2 s. The resource option `customTimeouts` sets another one.",
    });
});

test("an operation that the engine gave up on is ended", async () => {
    const request = new pb.CreateRequest().setUrn(urn).setProperties(struct(hanging));
    const call = session.plugin.client.create(request, () => undefined);
    await isUnderWay();
    call.cancel();
    await session.engine.message(({ message }) => message === "was stopped");
});

describe("the plugin leaves", () => {
    test("at once when the engine tells it to and nothing is under way", async () => {
        session.plugin.process.kill("SIGINT");
        await expect(once(session.plugin.process, "exit")).resolves.toEqual([0, null]);
    });

    test("also when the other side keeps its end of a connection open", async () => {
        const { port } = session.plugin;
        const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
        await once(socket.resume(), "data");
        session.plugin.process.kill("SIGINT");
        await expect(once(session.plugin.process, "exit")).resolves.toEqual([0, null]);
        socket.destroy();
    });

    test("only after what is under way has ended", async () => {
        const created = expect(session.provider.create(hanging)).rejects.toMatchObject({
            code: status.CANCELLED,
        });
        await isUnderWay();
        // It may have left before its answer has been read.
        const left = once(session.plugin.process, "exit");
        session.plugin.process.kill("SIGINT");
        await created;
        await expect(left).resolves.toEqual([0, null]);
    });
});
