import type { PackageMetadata } from "./protocol/resource";

export const repository = "https://github.com/pulumi-unikernel/pulumi-unikernel";

/** What the SDKs and their packages are called. */
export const packageMetadata: PackageMetadata = {
    displayName: "Unikernel",
    publisher: "pulumi-unikernel",
    license: "Apache-2.0",
    keywords: ["pulumi", "unikernel", "mirageos", "solo5", "category/infrastructure", "kind/native"],
    pluginDownloadURL: "github://api.github.com/pulumi-unikernel/pulumi-unikernel",
    language: {
        nodejs: {
            packageName: "pulumi-unikernel",
            packageDescription:
                "Describe unikernels as code: build them, and run them on hosts and in clouds.",
            dependencies: { "@pulumi/pulumi": "^3.142.0" },
            respectSchemaVersion: true,
        },
        python: {
            packageName: "pulumi_unikernel",
            requires: { pulumi: ">=3.142.0,<4.0.0" },
            pyproject: { enabled: true },
            respectSchemaVersion: true,
        },
        go: {
            importBasePath: "github.com/pulumi-unikernel/pulumi-unikernel/sdk/go/unikernel",
            rootPackageName: "unikernel",
            generateResourceContainerTypes: true,
            respectSchemaVersion: true,
        },
    },
};
