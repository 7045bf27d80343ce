import api from "./compute-api.json";
import { spoil, type Account, type Image } from "./account";
import { jsonOf, Refusal, type Asked, type Reply } from "./answer";
import {
    allow as allowIn,
    allowStorage,
    checkedDeprecation,
    checkedLabels,
    checkedName,
    fingerprint,
    invalid,
    knownFields,
    knownQuery,
} from "./checks";
import { begin, fail, list, repeated, wait } from "./operations";
import { judge } from "./tarball";

interface InsertBody extends Record<string, unknown> {
    readonly name?: string;
    readonly description?: string;
    readonly family?: string;
    readonly architecture?: string;
    readonly diskSizeGb?: string;
    readonly guestOsFeatures?: readonly { readonly type: string }[];
    readonly storageLocations?: readonly string[];
    readonly rawDisk?: { readonly source?: string };
}

/** Some of those that there are. */
const places = ["asia", "eu", "us", "europe-west1", "us-central1"];

export function compute(account: Account): { handle(asked: Asked): Reply | undefined } {
    const link = (name: string): string => `projects/${account.project}/global/images/${name}`;

    const allow = (permission: string, resource: string): void => {
        allowIn(account, permission, resource);
    };
    const imageOf = (name: string): Image => {
        const image = account.images.get(name);
        if (image) return image;
        throw new Refusal(404, "notFound", `The resource '${link(name)}' was not found`);
    };
    const shown = (image: Image, origin: string): unknown => ({
        ...{ kind: "compute#image", sourceType: "RAW", selfLink: `${origin}/compute/v1/${link(image.name)}` },
        ...{ ...image, archive: undefined, source: undefined },
        labelFingerprint: fingerprint(image),
        ...(image.archive ? { archiveSizeBytes: String(image.archive.length) } : {}),
    });

    function insert(asked: Asked): Reply {
        const body = jsonOf(asked) as InsertBody;
        const { name = "", architecture } = body;
        allow("compute.images.create", link(name));
        knownFields(body, api.Image, "resource");
        checkedName("name", name);
        if (body.family !== undefined) checkedName("family", body.family);
        const features = body.guestOsFeatures ?? [];
        for (const { type } of features)
            if (!api.GuestOsFeatureType.includes(type)) invalid("guestOsFeatures[0].type", type, "");
        if (architecture !== undefined && !api.ImageArchitecture.includes(architecture))
            invalid("architecture", architecture, "");
        const labels = checkedLabels(body.labels);
        if (Object.keys(labels).length > 0) allow("compute.images.setLabels", link(name));
        const locations = body.storageLocations ?? [];
        if (locations.length > 1)
            invalid("storageLocations", locations.join(","), "Only one storage location may be given.");
        for (const location of locations)
            if (!places.includes(location)) invalid("storageLocations[0]", location, "Unknown location.");
        if (account.images.has(name))
            throw new Refusal(409, "alreadyExists", `The resource '${link(name)}' already exists`);
        if (account.images.size >= account.quotas.images)
            throw new Refusal(
                403,
                "quotaExceeded",
                `Quota 'IMAGES' exceeded.  Limit: ${account.quotas.images}.0 globally.`,
            );
        const { source = "" } = body.rawDisk ?? {};
        const [, bucket = "", object = ""] =
            /^https:\/\/storage\.googleapis\.com\/([^/]+)\/(.+)$/.exec(source) ?? [];
        allowStorage(account, "storage.objects.get");
        if (!account.buckets.get(bucket)?.has(object))
            invalid("rawDisk.source", source, "The referenced object was not found.");
        const image: Image = {
            id: account.next(),
            name,
            status: "PENDING",
            description: body.description,
            family: body.family,
            labels,
            architecture: body.architecture,
            diskSizeGb: "0",
            guestOsFeatures: features,
            storageLocations: locations.length > 0 ? locations : ["us"],
            source,
        };
        account.images.set(name, image);
        return begin(account, asked, {
            operationType: "insert",
            target: image,
            complete: () => {
                made(image, body.diskSizeGb ?? "0", account.buckets.get(bucket)?.get(object)?.bytes);
            },
        });
    }

    /** The object is read while the operation runs: one that is deleted too early makes it fail. */
    function made(image: Image, wantedGb: string, archive: Buffer | undefined): void {
        const judgement = archive
            ? judge(archive)
            : { code: "RESOURCE_NOT_FOUND", message: `The object ${image.source} was not found.` };
        if ("sizeGb" in judgement) {
            image.archive = archive;
            image.diskSizeGb = String(Math.max(judgement.sizeGb, Number(wantedGb)));
            image.status = "READY";
            return;
        }
        spoil(account, image.name);
        const operation = [...account.operations.values()].find(({ targetId }) => targetId === image.id);
        if (operation) fail(operation, judgement);
    }

    function patch(asked: Asked, name: string): Reply {
        const image = imageOf(name);
        allow("compute.images.update", link(name));
        const { family, description, ...others } = jsonOf(asked) as Record<string, string | null | undefined>;
        const [other] = Object.keys(others);
        if (other !== undefined) invalid(other, "", "It cannot be changed by patch.");
        if (family) checkedName("family", family);
        const complete = (): void => {
            if (family !== undefined) image.family = family ?? undefined;
            if (description !== undefined) image.description = description ?? undefined;
        };
        return begin(account, asked, { operationType: "patch", target: image, complete });
    }

    function setLabels(asked: Asked, name: string): Reply {
        const image = imageOf(name);
        allow("compute.images.setLabels", link(name));
        const body = jsonOf(asked);
        knownFields(body, api.GlobalSetLabelsRequest, "resource");
        const labels = checkedLabels(body.labels);
        if (body.labelFingerprint !== fingerprint(image))
            throw new Refusal(
                412,
                "conditionNotMet",
                "Labels fingerprint either invalid or resource labels have changed",
            );
        const complete = (): void => {
            image.labels = labels;
        };
        return begin(account, asked, { operationType: "setLabels", target: image, complete });
    }

    function deprecate(asked: Asked, name: string): Reply {
        const image = imageOf(name);
        allow("compute.images.deprecate", link(name));
        const body = jsonOf(asked);
        checkedDeprecation(body);
        const complete = (): void => {
            image.deprecated = body.state === "ACTIVE" && Object.keys(body).length === 1 ? undefined : body;
        };
        return begin(account, asked, { operationType: "deprecate", target: image, complete });
    }

    function remove(asked: Asked, name: string): Reply {
        const image = imageOf(name);
        allow("compute.images.delete", link(name));
        if (image.status === "PENDING")
            throw new Refusal(400, "resourceNotReady", `The resource '${link(name)}' is not ready`);
        image.status = "DELETING";
        const complete = (): void => {
            account.images.delete(name);
        };
        return begin(account, asked, { operationType: "delete", target: image, complete });
    }

    return {
        handle(asked) {
            const { method, path } = asked;
            const [, project, rest = ""] =
                /^\/compute\/v1\/projects\/([^/]+)\/global\/(.+)$/.exec(path) ?? [];
            if (project === undefined) return undefined;
            if (project !== account.project)
                throw new Refusal(404, "notFound", `The resource 'projects/${project}' was not found`);
            const [kind, name, verb] = rest.split("/");
            const called = `${method} ${[kind, name === undefined ? "" : "*", verb].filter(Boolean).join("/")}`;
            knownQuery(called, asked.query);
            const before = repeated(account, asked);
            if (before) return before;
            switch (called) {
                case "POST images":
                    return insert(asked);
                case "GET images/*":
                    allow("compute.images.get", link(name ?? ""));
                    return { status: 200, json: shown(imageOf(name ?? ""), asked.origin) };
                case "DELETE images/*":
                    return remove(asked, name ?? "");
                case "PATCH images/*":
                    return patch(asked, name ?? "");
                case "POST images/*/setLabels":
                    return setLabels(asked, name ?? "");
                case "POST images/*/deprecate":
                    return deprecate(asked, name ?? "");
                case "GET operations":
                    return list(account, asked);
                case "POST operations/*/wait":
                    return wait(account, name ?? "");
                default:
                    return undefined;
            }
        },
    };
}
