import { UserError } from "../../protocol/errors";
import { Unreachable } from "../connection";

/** Says as well how to go on without a host that will not come back. */
export async function orForget<Result>(
    { urn }: { readonly urn: string },
    host: { readonly name: string },
    action: () => Promise<Result>,
): Promise<Result> {
    try {
        return await action();
    } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        const advice = [
            `If ${host.name} is gone for good, forget what was there: pulumi state delete '${urn}'`,
            "Or give all that was there the option `retainOnDelete` and run `pulumi up`: `pulumi destroy` then leaves that host out",
        ];
        throw new UserError([error.message, ...advice].join("\n"), {
            property: error.property,
            cause: error,
        });
    }
}
