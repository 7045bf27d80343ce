import { UserError } from "../../protocol/errors";
import { lookUntil } from "../client/look";
import type { Region } from "../client/region";
import type { Found } from "./survey";

interface Sought {
    /** As the message calls it when it has taken too long. */
    readonly image: string;
    readonly find: (region: Region) => Promise<Found | undefined>;
}

/** Waits until an image can be launched. */
export async function untilAvailable(region: Region, { image, find }: Sought): Promise<Found> {
    return lookUntil(region, {
        look: async (near) => {
            const found = await find(near);
            return found?.isReady ? found : undefined;
        },
        overdue: () =>
            new UserError(
                `The image ${image} in ${region.name} did not become available. Run \`pulumi up\` again.`,
            ),
    });
}
