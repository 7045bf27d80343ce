import * as pulumi from "@pulumi/pulumi";

/** As Pulumi's runtime reads it. */
const findsLeaks = !!process.env.PULUMI_DEBUG_PROMISE_LEAKS;

/**
 * What all resources of this package are made by. Pulumi's runtime notes the stack of every promise it makes, some
 * seventy for a resource, for the case that one leaks. In a program that has source maps each note is translated by
 * them, which takes longer than all the rest that a resource costs. So here the notes stay empty, unless leaks are
 * looked for. Errors lose nothing: their stacks are first read when the constructor is left.
 */
export class Resource extends pulumi.CustomResource {
    constructor(...resource: ConstructorParameters<typeof pulumi.CustomResource>) {
        const stacks: { prepareStackTrace?: unknown } = Error;
        const translate = stacks.prepareStackTrace;
        if (!findsLeaks) stacks.prepareStackTrace = () => "";
        try {
            super(...resource);
        } finally {
            stacks.prepareStackTrace = translate;
        }
    }
}
