import { z } from "zod";

/** An output: whose a thing is by its marks on a machine, which an update renews while the thing `isInUse`. */
export const markedOwner = (machine: string, isInUse: string) =>
    z
        .string()
        .optional()
        .describe(
            `The URN in its marks on its ${machine}. After the resource, its project or its stack was renamed, the next \`up\` ` +
                `renews them while it ${isInUse}.`,
        );
