import * as pulumi from "@pulumi/pulumi";
import { InstanceTemplate } from "@pulumi/gcp/compute/instanceTemplate";
import { transformed } from "../transform";
import type { Plan } from "./plan";

/** What an instance is started from. */
export function templateOf(plan: Plan): InstanceTemplate {
    const { names, project, image, network, subnetwork, labels, args, transforms, own } = plan;
    return new InstanceTemplate(
        names.stem,
        transformed(transforms.instanceTemplate, {
            project,
            namePrefix: names.templatePrefix,
            machineType: plan.machineType ?? "e2-micro",
            disks: [{ boot: true, autoDelete: true, sourceImage: image }],
            networkInterfaces: [subnetwork === undefined ? { network } : { network, subnetwork }],
            tags: [names.tag],
            labels,
            metadata: args && {
                "unikernel-args": pulumi.output(args).apply((list) => list.join("\n")),
            },
        }),
        // The group uses the old one until it has the new one.
        { ...own, deleteBeforeReplace: false },
    );
}
