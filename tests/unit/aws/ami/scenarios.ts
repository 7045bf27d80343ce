import type { AmiInputs } from "../../../../provider/aws/ami";
import { imageOf, inputsOf, type AmiState } from "../world";

/** One operation of the lifecycle, as a test or a process of its own runs it. */
export type Operation =
    | { readonly kind: "create"; readonly inputs: AmiInputs }
    | { readonly kind: "update"; readonly inputs: AmiInputs; readonly previous: AmiState }
    | { readonly kind: "delete"; readonly previous: AmiState };

export interface Scenario {
    readonly name: string;
    /** What is there before, if anything is. */
    readonly before?: AmiInputs;
    /** Many requests of which others have seen the like. */
    readonly isLong?: true;
    readonly operation: (before: AmiState | undefined) => Operation;
}

const shared = { launchPermissions: { accounts: ["210987654321"] }, deprecateAt: "2036-01-01T00:00:00Z" };

export const whole = inputsOf({ ...shared, tags: { team: "web" } });

const present = (before: AmiState | undefined): AmiState => {
    if (before === undefined) throw new Error("the scenario has nothing to begin with");
    return before;
};

export const scenarios: readonly Scenario[] = [
    { name: "an image in one region", operation: () => ({ kind: "create", inputs: whole }) },
    {
        name: "an encrypted image in two regions",
        isLong: true,
        operation: () => ({
            kind: "create",
            inputs: inputsOf({
                regions: ["eu-west-1", "us-east-1"],
                encrypted: true,
                kmsKeyId: "alias/images",
            }),
        }),
    },
    {
        name: "other tags, a region more and one less",
        before: inputsOf({ regions: ["eu-west-1", "us-east-1"], tags: { old: "yes" } }),
        operation: (before) => ({
            kind: "update",
            previous: present(before),
            inputs: inputsOf({ ...shared, regions: ["eu-west-1", "eu-central-1"], tags: { team: "web" } }),
        }),
    },
    {
        name: "a deletion",
        before: inputsOf({ regions: ["eu-west-1", "us-east-1"] }),
        operation: (before) => ({ kind: "delete", previous: present(before) }),
    },
];

/** What Check makes of a program that gives no name: every attempt is given another one. */
export const renamed = (inputs: AmiInputs): AmiInputs => ({ ...inputs, name: "web-0000002" });

/** What a program says that was changed meanwhile. */
export const changed = (inputs: AmiInputs): AmiInputs => ({ ...inputs, image: imageOf("changed") });
