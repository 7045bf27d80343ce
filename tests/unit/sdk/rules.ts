import type { Made } from "./mocks";

/** What Pulumi's providers put after the names they make: `-1a2b3c4`. */
const random = "-1a2b3c4";

/** https://cloud.google.com/compute/docs/naming-resources */
const google = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Of load balancers and target groups, in the reference of ELB's API. */
const balancing = /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;

/** The names that a cloud would refuse among what a program has made. */
export function refusedNames(made: readonly Made[]): string[] {
    return made.flatMap((one) => namesIn(one).flatMap(([name, rule]) => (rule.test(name) ? [] : [name])));
}

function namesIn({ type, name, inputs }: Made): [name: string, rule: RegExp][] {
    const auto = `${name}${random}`;
    if (/^aws:lb\/(loadBalancer|targetGroup):/.test(type)) return [[auto, balancing]];
    if (!type.startsWith("gcp:")) return [];
    const { namePrefix, baseInstanceName, tags = [], targetTags = [] } = inputs as Partial<Named>;
    return [
        // The provider's own digits after a prefix: the time, and a count.
        namePrefix === undefined ? auto : `${namePrefix}${"1".repeat(26)}`,
        ...(baseInstanceName === undefined ? [] : [`${baseInstanceName}-x1y2`]),
        ...tags,
        ...targetTags,
    ].map((given) => [given, google]);
}

interface Named {
    readonly namePrefix: string;
    readonly baseInstanceName: string;
    readonly tags: readonly string[];
    readonly targetTags: readonly string[];
}
