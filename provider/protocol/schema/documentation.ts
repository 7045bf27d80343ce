import type { Documentation } from "../resource";

/** A description with its examples, in the form that the SDK generators take the ones of their language from. */
export function document({ description, examples }: Documentation): string {
    if (examples.length === 0) return description;
    const blocks = examples.map(({ title, typescript }) =>
        [
            "{{% example %}}",
            `### ${title}`,
            "",
            "```typescript",
            typescript.trim(),
            "```",
            "{{% /example %}}",
        ].join("\n"),
    );
    return [description, "", "{{% examples %}}", "## Example Usage", ...blocks, "{{% /examples %}}"].join(
        "\n",
    );
}
