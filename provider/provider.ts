import { version } from "../package.json";
import { inspect } from "./artifact/inspect";
import { ami } from "./aws/ami";
import { getToolchain } from "./build/get-toolchain";
import { image } from "./build/image";
import { prebuiltImage } from "./build/prebuilt-image";
import { disk } from "./disk/disk";
import { image as gcpImage } from "./gcp/image";
import { getConsole } from "./host/get-console";
import { instance } from "./host/instance";
import { network } from "./host/network";
import { probeHost } from "./host/probe-host";
import { volume } from "./host/volume";
import { packageMetadata, repository } from "./package";
import type { FunctionDefinition, ProviderDefinition, ResourceDefinition } from "./protocol/resource";
import { Config, configure, type Settings } from "./settings";

// One import above and one line here for each.
const resources: readonly ResourceDefinition<Settings>[] = [
    image,
    prebuiltImage,
    disk,
    instance,
    network,
    volume,
    ami,
    gcpImage,
];

const functions: readonly FunctionDefinition<Settings>[] = [inspect, getToolchain, getConsole, probeHost];

/** Everything that this provider offers. */
export const provider: ProviderDefinition<Settings> = {
    name: "unikernel",
    version,
    description:
        "Describes unikernels as code: builds images from source, and runs them on this machine, on hypervisor hosts " +
        "and in clouds.",
    repository,
    config: Config,
    configure,
    resources,
    functions,
    package: packageMetadata,
};
