import { UserError } from "../../protocol/errors";
import type { Region } from "./region";

/** The ARN of a key, which is all that EBS takes, from whatever KMS calls it by. */
export async function keyArn(region: Region, key: string): Promise<string> {
    if (/^arn:[^:]+:kms:[^:]*:\d{12}:key\//.test(key)) return key;
    const { packages } = region;
    const { KeyMetadata } = await region.ask(
        { action: "kms:DescribeKey", resource: `KMS key ${key}` },
        ({ kms }, options) => kms.send(new packages.DescribeKeyCommand({ KeyId: key }), options),
    );
    if (KeyMetadata?.Arn === undefined)
        throw new UserError(`kms:DescribeKey in ${region.name} answered without an ARN.`);
    return KeyMetadata.Arn;
}
