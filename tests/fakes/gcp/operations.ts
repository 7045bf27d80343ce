import { spoil, type Account, type Operation } from "./account";
import { Refusal, type Asked, type Reply } from "./answer";
import { allow } from "./checks";

/** Begins an operation, or answers the one that the same request has begun before. */
export function begin(
    account: Account,
    asked: Asked,
    started: {
        readonly operationType: string;
        readonly target: { readonly id: string; readonly name: string };
        readonly complete: () => void;
    },
): Reply {
    const { target, operationType, complete } = started;
    const name = `operation-${account.next()}`;
    const failure = account.nextFailure;
    account.nextFailure = undefined;
    const operation: Operation = {
        name,
        operationType,
        targetId: target.id,
        targetLink: `${asked.origin}/compute/v1/projects/${account.project}/global/images/${target.name}`,
        status: "PENDING",
        progress: 0,
        complete: () => {
            if (failure === undefined) complete();
            else if (operationType === "insert") spoil(account, target.name);
            if (failure) fail(operation, failure);
        },
    };
    account.operations.set(name, operation);
    const id = asked.query.get("requestId");
    if (id !== null) account.requests.set(id, { what: whatOf(asked), operation: name });
    return { status: 200, json: shown(operation) };
}

export function fail(
    operation: Operation,
    failure: { readonly code: string; readonly message: string },
): void {
    operation.error = { errors: [failure] };
    operation.httpErrorStatusCode = 400;
    operation.httpErrorMessage = "BAD REQUEST";
}

const whatOf = ({ method, path }: Asked): string => `${method} ${path}`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The answer of a request that came before. */
export function repeated(account: Account, asked: Asked): Reply | undefined {
    const id = asked.query.get("requestId");
    if (id === null) return undefined;
    if (!uuid.test(id) || id === "00000000-0000-0000-0000-000000000000")
        throw new Refusal(
            400,
            "invalid",
            `Invalid value for field 'requestId': '${id}'. Must be a valid UUID.`,
        );
    const before = account.requests.get(id);
    if (before === undefined) return undefined;
    if (before.what !== whatOf(asked))
        throw new Refusal(
            400,
            "invalid",
            `Invalid value for field 'requestId': '${id}'. It was used for another request.`,
        );
    return { status: 200, json: shown(account.operations.get(before.operation)) };
}

const shown = (operation: Operation | undefined): unknown => ({
    kind: "compute#operation",
    ...operation,
    complete: undefined,
});

/** A long poll: the first comes back with nothing done, as one of the real ones does after two minutes. */
export function wait(account: Account, name: string): Reply {
    allow(account, "compute.globalOperations.get", `projects/${account.project}/global/operations/${name}`);
    const operation = account.operations.get(name);
    if (!operation)
        throw new Refusal(
            404,
            "notFound",
            `The resource 'projects/${account.project}/global/operations/${name}' was not found`,
        );
    if (operation.status === "PENDING") {
        operation.status = "RUNNING";
        operation.progress = 50;
    } else if (operation.status === "RUNNING") {
        operation.status = "DONE";
        operation.progress = 100;
        operation.complete();
    }
    return { status: 200, json: shown(operation) };
}

/** The first page has nothing but a token: a filter is applied to a page after its items have been taken. */
export function list(account: Account, { query }: Asked): Reply {
    allow(account, "compute.globalOperations.list", `projects/${account.project}`);
    const filter = query.get("filter") ?? "";
    const [, id] = /^\(targetId = (\d+)\) \(status != DONE\)$/.exec(filter) ?? [];
    if (id === undefined)
        throw new Refusal(
            400,
            "invalid",
            `Invalid value for field 'filter': '${filter}'. Invalid list filter expression.`,
        );
    const kind = "compute#operationList";
    if (query.get("pageToken") === null) return { status: 200, json: { kind, nextPageToken: "second" } };
    const items = [...account.operations.values()].filter(
        ({ targetId, status }) => targetId === id && status !== "DONE",
    );
    return { status: 200, json: { kind, items: items.map(shown) } };
}
