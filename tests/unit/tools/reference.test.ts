import { expect, test } from "@jest/globals";
import { referencePages } from "../../../tools/reference/pages.mjs";

const schema = {
    config: { variables: { store: { type: "string", description: "Folder | of everything." } } },
    resources: {
        "unikernel:index:PrebuiltImage": {
            description:
                "A file. Or a URL.\n\n{{% examples %}}\n## Example Usage\n{{% example %}}\n### One\n```typescript\nx\n```\n{{% /example %}}\n{{% /examples %}}",
            inputProperties: {
                target: { $ref: "#/types/unikernel:index:Target", description: "What it runs on." },
                devices: { type: "array", items: { $ref: "#/types/unikernel:index:Device" } },
                env: { type: "object", additionalProperties: { type: "string" }, secret: true, default: {} },
            },
            requiredInputs: ["target"],
            properties: { target: {}, digest: { type: "string" } },
        },
    },
    functions: {
        "unikernel:host:getConsole": {
            description: "The console's end.",
            outputs: { properties: { text: { type: "string" } } },
        },
    },
    types: {
        "unikernel:index:Target": { type: "string", enum: [{ value: "hvt" }, { value: "spt" }] },
        "unikernel:index:Device": {
            description: "A device.",
            properties: { name: { type: "string", description: "Its name." } },
            required: ["name"],
        },
    },
};

const pages = referencePages(schema);

test("each resource and each function has a page, and the index lists them with their first sentence", () => {
    expect([...pages.keys()].sort()).toEqual(["README.md", "host-get-console.md", "prebuilt-image.md"]);
    expect(pages.get("README.md")).toContain("- [unikernel.PrebuiltImage](prebuilt-image.md): A file.\n");
    expect(pages.get("README.md")).toContain(
        "- [unikernel.host.getConsole](host-get-console.md): The console's end.",
    );
});

test("a page says of each input its type, and whether it is required, secret or has a default", () => {
    const page = pages.get("prebuilt-image.md");
    expect(page).toContain("| `target` | `hvt`, `spt` | What it runs on. (**required**) |");
    expect(page).toContain("| `devices` | list of [Device](#device) |");
    expect(page).toContain("| `env` | map of string |  (secret, default `{}`) |");
});

test("types that are reached have a section, inputs are not listed again as outputs", () => {
    const page = pages.get("prebuilt-image.md") ?? "";
    expect(page).toContain("### Device\n\nA device.\n\n| name |");
    const outputs = page.slice(page.indexOf("## Outputs"), page.indexOf("###"));
    expect(outputs).toContain("`digest`");
    expect(outputs).not.toContain("`target`");
});

test("examples come last, without the registry's markers", () => {
    expect(pages.get("prebuilt-image.md")).toMatch(/## Examples\n\n### One\n```typescript\nx\n```\n$/);
});

test("a bar in a description does not break the table", () => {
    expect(pages.get("README.md")).toContain("Folder \\| of everything.");
});
