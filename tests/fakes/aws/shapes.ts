import { accountId, type FakeImage, type FakeSnapshot } from "./account";
import { text, type Form } from "./form";
import { Problem } from "./problem";
import type { Xml } from "./xml";

const tagXml = (tags: ReadonlyMap<string, string>): Xml => [...tags].map(([key, value]) => ({ key, value }));

/** It gets ready as it is looked at. */
export function imageXml(image: FakeImage): Xml {
    const state = image.looksLeft > 0 ? "pending" : "available";
    image.looksLeft--;
    return {
        imageId: image.id,
        imageState: state,
        imageOwnerId: accountId,
        isPublic: image.permissions.has("group:all"),
        architecture: image.architecture,
        imageType: "machine",
        name: image.name,
        description: image.description,
        rootDeviceType: "ebs",
        rootDeviceName: image.rootDeviceName,
        virtualizationType: image.virtualizationType,
        bootMode: image.bootMode,
        enaSupport: image.enaSupport,
        imdsSupport: image.imdsSupport,
        creationDate: image.createdAt.toISOString(),
        deprecationTime: image.deprecateAt?.toISOString(),
        blockDeviceMapping: [
            {
                deviceName: image.rootDeviceName,
                ebs: { snapshotId: image.snapshotId, deleteOnTermination: true },
            },
        ],
        tagSet: tagXml(image.tags),
    };
}

export function snapshotXml(snapshot: FakeSnapshot): Xml {
    if (snapshot.state === "pending" && snapshot.looksLeft !== undefined && snapshot.looksLeft-- <= 0) {
        snapshot.state = "completed";
    }
    return {
        snapshotId: snapshot.id,
        status: snapshot.state,
        startTime: snapshot.startTime.toISOString(),
        progress: snapshot.state === "completed" ? "100%" : "0%",
        ownerId: accountId,
        volumeSize: snapshot.volumeGiB,
        description: snapshot.description,
        encrypted: snapshot.encrypted,
        kmsKeyId: snapshot.kmsKeyArn,
        tagSet: tagXml(snapshot.tags),
    };
}

const permissionNames = {
    UserId: "user",
    Group: "group",
    OrganizationArn: "organization",
    OrganizationalUnitArn: "unit",
} as const;

export function permissionOf(form: Form): string {
    for (const [name, word] of Object.entries(permissionNames)) {
        const value = text(form, name);
        if (value === undefined) continue;
        if (word === "user" && !/^\d{12}$/.test(value)) {
            throw new Problem(
                400,
                "InvalidAMIAttributeItemValue",
                `Invalid attribute item value "${value}" for userId.`,
            );
        }
        return `${word}:${value}`;
    }
    throw new Problem(400, "MissingParameter", "A permission names nobody.");
}

export function permissionXml(permission: string): Xml {
    const names = {
        user: "userId",
        group: "group",
        organization: "organizationArn",
        unit: "organizationalUnitArn",
    };
    const [word = "", ...rest] = permission.split(":");
    return { [names[word as keyof typeof names]]: rest.join(":") };
}
