import { describe, expect, test } from "@jest/globals";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Stopped } from "../../../../provider/protocol/call/calls";
import { toStatusError } from "../../../../provider/protocol/call/failure";
import { Code, StatusError } from "../../../../provider/protocol/call/status";
import { secret } from "../../../../provider/protocol/codec/value";
import { InvalidInputs, UserError } from "../../../../provider/protocol/errors";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

const provider = { name: "box", version: "1.2.3", repository: "https://example.org/box" };

const told = (error: unknown, signal = new AbortController().signal): StatusError =>
    toStatusError(error, { action: "create", signal, secrets: secretsOf(secret("hunter2")), provider });

/** What the engine shows at the properties of a program. */
function atProperties(error: StatusError): { propertyPath: string; reason: string }[] {
    const [packed] = error.toServiceError().metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(Buffer.from(packed ?? "")).getDetailsList();
    expect(any?.getTypeName()).toBe("pulumirpc.InputPropertiesError");
    return InputPropertiesError.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array()).toObject()
        .errorsList;
}

// Made here, because Node's own errors are of another realm than jest's.
const refusal = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    errno: -28,
    syscall: "write",
});
const abortion = Object.assign(new Error("aborted"), { name: "AbortError" });

describe("the user's own mistakes are never called a bug", () => {
    test.each<[string, unknown, Code, string]>([
        ["what a resource says", new UserError("no such tool"), Code.FAILED_PRECONDITION, "no such tool"],
        [
            "what is wrong with a property",
            new UserError("is taken", { property: "port" }),
            Code.FAILED_PRECONDITION,
            "port: is taken",
        ],
        [
            "where the log is",
            new UserError("it failed", { logPath: "/logs/1.log" }),
            Code.FAILED_PRECONDITION,
            "it failed\nThe full log is in /logs/1.log",
        ],
        [
            "where the log is, once",
            new UserError("see /logs/1.log", { logPath: "/logs/1.log" }),
            Code.FAILED_PRECONDITION,
            "see /logs/1.log",
        ],
        [
            "wrong inputs",
            new InvalidInputs([
                { property: "a", reason: "is odd" },
                { property: "b", reason: "is even" },
            ]),
            Code.INVALID_ARGUMENT,
            "a: is odd\nb: is even",
        ],
        [
            "what the operating system refuses",
            refusal,
            Code.FAILED_PRECONDITION,
            "ENOSPC: no space left on device, write",
        ],
        ["secrets of theirs", new UserError("login hunter2"), Code.FAILED_PRECONDITION, "login [secret]"],
    ])("%s", (_, error, code, message) => {
        expect(told(error)).toMatchObject({ code, message });
    });
});

test("a mistake is shown at its property, without secrets and half characters", () => {
    expect(atProperties(told(new UserError("is hunter2 \ud83d", { property: "port" })))).toEqual([
        { propertyPath: "port", reason: "is [secret] \ufffd" },
    ]);
    const failures = [
        { property: "sides.left", reason: "is odd" },
        { property: "b[1]", reason: "is even" },
    ];
    expect(atProperties(told(new InvalidInputs(failures)))).toEqual(
        failures.map(({ property, reason }) => ({ propertyPath: property, reason })),
    );
});

test("a bug is called one, with where to report it", () => {
    const { code, message } = told(new TypeError("x is not a function: hunter2"));
    expect(code).toBe(Code.INTERNAL);
    expect(message).toContain("This is a bug in the box provider 1.2.3, not in your program.");
    expect(message).toContain("https://example.org/box/issues");
    expect(message).toContain("create: TypeError: x is not a function: [secret]");
    expect(told("a string").message).toMatch(/create: a string$/);
});

describe("an operation that was stopped", () => {
    const stoppedBy = (reason: unknown): AbortSignal => AbortSignal.abort(reason);
    const cancelled = new Stopped("cancelled", "The operation was cancelled.");

    test("says why, and nothing more when it ended for that reason", () => {
        expect(told(cancelled, stoppedBy(cancelled))).toMatchObject({
            code: Code.CANCELLED,
            message: "The operation was cancelled.",
        });
        expect(told(abortion, stoppedBy(cancelled)).message).toBe("The operation was cancelled.");
    });

    test("says what it left behind", () => {
        const left = new UserError("half of it is there");
        expect(told(left, stoppedBy(cancelled)).message).toBe(
            "The operation was cancelled.\nhalf of it is there",
        );
    });

    test("by its timeout says so", () => {
        const timeout = new Stopped("timeout", "too slow");
        expect(told(new Error("killed"), stoppedBy(timeout))).toMatchObject({
            code: Code.DEADLINE_EXCEEDED,
            message: "too slow\nkilled",
        });
    });
});

test("an answer that is an error already stays as it is", () => {
    const error = new StatusError(Code.NOT_FOUND, "no such resource");
    expect(told(error, AbortSignal.abort())).toBe(error);
});
