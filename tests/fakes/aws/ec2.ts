import { type FakeImage, type FakeRegion, type FakeSnapshot } from "./account";
import { forms, parseForm, text, texts, within, type Form } from "./form";
import { findImage, knownImage, registerImage } from "./images";
import { Problem } from "./problem";
import type { Behaviour, Incoming } from "./server";
import { imageXml, permissionOf, permissionXml, snapshotXml } from "./shapes";
import type { Xml } from "./xml";

type Action = (region: FakeRegion, form: Form, behaviour: Behaviour) => Xml;

export const ec2Action = ({ body }: Pick<Incoming, "body">): string =>
    text(parseForm(body.toString()), "Action") ?? "";

export function ec2(region: FakeRegion, { body }: Incoming, behaviour: Behaviour): Xml {
    const form = parseForm(body.toString());
    const action = text(form, "Action") ?? "";
    if (text(form, "Version") !== "2016-11-15")
        throw new Problem(400, "InvalidAction", "The version is unknown.");
    const run = actions[action];
    if (run === undefined) throw new Problem(400, "InvalidAction", `The action ${action} is unknown.`);
    return run(region, form, behaviour);
}

const actions: Readonly<Record<string, Action>> = {
    RegisterImage: registerImage,
    DescribeImages: (region, form) => ({
        imagesSet: chosen(region.images, texts(form, "ImageId"), form, "InvalidAMIID.NotFound").map(imageXml),
    }),
    DescribeSnapshots: (region, form) => ({
        snapshotSet: chosen(
            region.snapshots,
            texts(form, "SnapshotId"),
            form,
            "InvalidSnapshot.NotFound",
        ).map(snapshotXml),
    }),
    DeregisterImage: deregister,
    DeleteSnapshot: (region, form) => {
        const snapshot = findSnapshot(region, text(form, "SnapshotId") ?? "");
        if (usersOf(region, snapshot.id).length > 0) {
            throw new Problem(
                400,
                "InvalidSnapshot.InUse",
                `The snapshot ${snapshot.id} is currently in use by ami.`,
            );
        }
        region.snapshots.delete(snapshot.id);
        return { return: true };
    },
    CreateTags: (region, form) => {
        const tags = forms(form, "Tag").map((tag): [string, string] => [
            text(tag, "Key") ?? "",
            text(tag, "Value") ?? "",
        ]);
        for (const [key] of tags) {
            if (/^aws:/i.test(key))
                throw new Problem(
                    400,
                    "InvalidParameterValue",
                    `Tag keys starting with 'aws:' are reserved: ${key}`,
                );
        }
        for (const thing of tagged(region, form)) {
            for (const [key, value] of tags) thing.tags.set(key, value);
            if (thing.tags.size > 50) throw new Problem(400, "TagLimitExceeded", "More than 50 tags.");
        }
        return { return: true };
    },
    DeleteTags: (region, form) => {
        for (const thing of tagged(region, form)) {
            for (const tag of forms(form, "Tag")) thing.tags.delete(text(tag, "Key") ?? "");
        }
        return { return: true };
    },
    DescribeImageAttribute: (region, form) => {
        const image = findImage(region, text(form, "ImageId") ?? "");
        if (text(form, "Attribute") !== "launchPermission")
            throw new Problem(400, "InvalidParameterValue", "Attribute");
        return { imageId: image.id, launchPermission: [...image.permissions].map(permissionXml) };
    },
    ModifyImageAttribute: (region, form, behaviour) => {
        const image = knownImage(region, text(form, "ImageId") ?? "");
        const description = text(within(form, "Description"), "Value");
        if (description !== undefined) image.description = description;
        const permission = within(form, "LaunchPermission");
        const added = forms(permission, "Add").map(permissionOf);
        if (behaviour.publicBlocked && added.includes("group:all")) {
            throw new Problem(
                400,
                "OperationNotPermitted",
                "You can't publicly share this image: block public access is enabled.",
            );
        }
        for (const one of added) image.permissions.add(one);
        for (const one of forms(permission, "Remove")) image.permissions.delete(permissionOf(one));
        const limit = yearsAfter(image.createdAt, 2);
        if (image.permissions.has("group:all") && (image.deprecateAt ?? limit) >= limit)
            image.deprecateAt = limit;
        return { return: true };
    },
    ModifySnapshotAttribute: (region, form) => {
        const snapshot = findSnapshot(region, text(form, "SnapshotId") ?? "");
        const permission = within(form, "CreateVolumePermission");
        const users = (name: string): string[] =>
            forms(permission, name).flatMap((one) => text(one, "UserId") ?? []);
        if (users("Add").length > 0 && snapshot.kmsKeyArn?.endsWith("key/aws-ebs")) {
            throw new Problem(
                400,
                "InvalidParameter",
                "Encrypted snapshots with EBS default key cannot be shared.",
            );
        }
        for (const user of users("Add")) snapshot.sharedWith.add(user);
        for (const user of users("Remove")) snapshot.sharedWith.delete(user);
        return { return: true };
    },
    EnableImageDeprecation: (region, form) => {
        const image = knownImage(region, text(form, "ImageId") ?? "");
        const at = new Date(text(form, "DeprecateAt") ?? "");
        if (Number.isNaN(at.getTime()))
            throw new Problem(400, "InvalidParameterValue", "DeprecateAt is not a date.");
        if (at.getTime() < Date.now())
            throw new Problem(400, "InvalidParameterValue", "The date is in the past.");
        const isPublic = image.permissions.has("group:all");
        if (at > (isPublic ? yearsAfter(image.createdAt, 2) : yearsAfter(new Date(), 10)))
            throw new Problem(400, "InvalidParameterValue", "The date is too far in the future.");
        at.setUTCSeconds(0, 0);
        image.deprecateAt = at;
        return { return: true };
    },
    DisableImageDeprecation: (region, form) => {
        const image = knownImage(region, text(form, "ImageId") ?? "");
        if (image.permissions.has("group:all"))
            throw new Problem(
                400,
                "InvalidParameterCombination",
                "The deprecation of a public AMI cannot be cancelled.",
            );
        image.deprecateAt = undefined;
        return { return: true };
    },
};

function yearsAfter(date: Date, years: number): Date {
    const at = new Date(date);
    at.setUTCFullYear(at.getUTCFullYear() + years);
    return at;
}

function deregister(region: FakeRegion, form: Form): Xml {
    const image = findImage(region, text(form, "ImageId") ?? "");
    region.images.delete(image.id);
    if (text(form, "DeleteAssociatedSnapshots") !== "true") return { return: true };
    const isFree = usersOf(region, image.snapshotId).length === 0;
    if (isFree) region.snapshots.delete(image.snapshotId);
    const returnCode = isFree ? "success" : "skipped";
    return { return: true, deleteSnapshotResultSet: [{ snapshotId: image.snapshotId, returnCode }] };
}

const usersOf = (region: FakeRegion, snapshotId: string): FakeImage[] =>
    [...region.images.values()].filter((image) => image.snapshotId === snapshotId);

function findSnapshot(region: FakeRegion, id: string): FakeSnapshot {
    const snapshot = region.snapshots.get(id);
    if (snapshot !== undefined) return snapshot;
    throw new Problem(400, "InvalidSnapshot.NotFound", `The snapshot '${id}' does not exist.`);
}

/** By their IDs, each of which must exist, and by filters of tags. */
function chosen<Thing extends { readonly id: string; readonly tags: Map<string, string> }>(
    things: ReadonlyMap<string, Thing>,
    ids: readonly string[],
    form: Form,
    absent: string,
): Thing[] {
    for (const id of ids) {
        if (!things.has(id)) throw new Problem(400, absent, `The ID '${id}' does not exist.`);
    }
    const filters = forms(form, "Filter").map((filter) => ({
        name: text(filter, "Name") ?? "",
        values: texts(filter, "Value"),
    }));
    for (const { name } of filters) {
        if (!name.startsWith("tag:"))
            throw new Problem(400, "InvalidParameterValue", `The filter '${name}' is invalid`);
    }
    return [...things.values()].filter(
        ({ id, tags }) =>
            (ids.length === 0 || ids.includes(id)) &&
            filters.every(({ name, values }) => values.includes(tags.get(name.slice(4)) ?? "\0")),
    );
}

function tagged(region: FakeRegion, form: Form): (FakeImage | FakeSnapshot)[] {
    return texts(form, "ResourceId").map((id) =>
        id.startsWith("ami-") ? knownImage(region, id) : findSnapshot(region, id),
    );
}
