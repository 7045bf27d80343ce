import { usersTags, type Tags } from "./marks";
import { missingFrom, type Permission } from "./permissions";
import type { Survey } from "./survey";

/** What a program says of an image that can be changed while it is there. */
export interface Traits {
    readonly tags: Tags;
    readonly permissions: readonly Permission[];
    /** To the minute, which is all that EC2 keeps. */
    readonly deprecateAt?: string;
    readonly description: string;
}

/** What has to be done to an image. */
export interface Changes {
    readonly tags: Tags;
    readonly removedTags: readonly string[];
    readonly permitted: readonly Permission[];
    readonly forbidden: readonly Permission[];
    /** `null`: it is deprecated no longer. */
    readonly deprecateAt?: string | null;
    readonly description?: string;
}

/** Pure. Tags go that a program gave before and gives no longer; those that others added stay. */
export function changesTo(
    actual: Pick<Survey, "tags" | "permissions" | "deprecateAt" | "description">,
    wanted: Traits,
    given: Tags,
): Changes {
    const [before, after] = [
        actual.deprecateAt && minute(actual.deprecateAt),
        wanted.deprecateAt && minute(wanted.deprecateAt),
    ];
    // EC2 gives every public image a time, two years from its creation, and takes it back from none.
    const isAmazons = after === undefined && wanted.permissions.some(({ Group }) => Group === "all");
    return {
        ...tagChanges(actual.tags, wanted.tags, given),
        permitted: missingFrom(actual.permissions, wanted.permissions),
        forbidden: missingFrom(wanted.permissions, actual.permissions),
        ...(before === after || isAmazons ? {} : { deprecateAt: after ?? null }),
        ...((actual.description ?? "") === wanted.description ? {} : { description: wanted.description }),
    };
}

export function tagChanges(actual: Tags, wanted: Tags, given: Tags): Pick<Changes, "tags" | "removedTags"> {
    const tags = usersTags(actual);
    return {
        tags: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => tags[key] !== value)),
        removedTags: Object.keys(tags).filter((key) => key in given && !(key in wanted)),
    };
}

/** Nothing but a minute counts: EC2 rounds to it. */
export function minute(time: string): string {
    const at = new Date(time);
    at.setUTCSeconds(0, 0);
    return at.toISOString();
}
