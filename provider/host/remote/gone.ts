import { UserError } from "../../protocol/errors";

/** Says as well how to go on without a host that will not come back. */
export async function orForget<Result>(
    { urn }: { readonly urn: string },
    host: { readonly name: string },
    action: () => Promise<Result>,
): Promise<Result> {
    try {
        return await action();
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const advice = `If ${host.name} is gone for good, forget what was there: pulumi state delete '${urn}'`;
        throw new UserError(`${error.message}\n${advice}`, { property: error.property, cause: error });
    }
}
