// From the package schema to Markdown: one page for each resource and each function. Pure.

/** @returns {Map<string, string>} file name → text */
export function referencePages(schema) {
    const pages = new Map();
    for (const [token, resource] of Object.entries(schema.resources ?? {})) {
        pages.set(fileName(token), resourcePage(schema, token, resource));
    }
    for (const [token, fn] of Object.entries(schema.functions ?? {})) {
        pages.set(fileName(token), functionPage(schema, token, fn));
    }
    pages.set("README.md", indexPage(schema));
    return pages;
}

const parts = (token) => token.split(":");

const displayName = (token) => {
    const [, module, name] = parts(token);
    return module === "index" ? `unikernel.${name}` : `unikernel.${module}.${name}`;
};

const fileName = (token) => {
    const [, module, name] = parts(token);
    const kebab = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
    return module === "index" ? `${kebab}.md` : `${module}-${kebab}.md`;
};

const prose = (description = "") => description.replace(/\{\{% \/?examples? %\}\}\n?/g, "").trim();

/** Descriptions hold the examples after the text, the way Pulumi's registry wants them. */
const lead = (description = "") => description.split("{{% examples %}}")[0].trim();
const examples = (description = "") =>
    prose(description.slice(lead(description).length))
        .replace(/^## Example Usage\s*/, "")
        .replace(/\n(?=### )/g, "\n\n");

function resourcePage(schema, token, resource) {
    const outputs = Object.fromEntries(
        Object.entries(resource.properties ?? {}).filter(
            ([name]) => !(name in (resource.inputProperties ?? {})),
        ),
    );
    return page([
        `# ${displayName(token)}`,
        lead(resource.description),
        "## Inputs",
        table(schema, resource.inputProperties, resource.requiredInputs),
        "## Outputs",
        "Besides its inputs, which are outputs too:",
        table(schema, outputs),
        ...typeSections(schema, [resource.inputProperties, outputs]),
        "## Examples",
        examples(resource.description),
    ]);
}

function functionPage(schema, token, fn) {
    return page([
        `# ${displayName(token)}()`,
        lead(fn.description),
        "## Arguments",
        table(schema, fn.inputs?.properties, fn.inputs?.required),
        "## Answer",
        table(schema, fn.outputs?.properties),
        ...typeSections(schema, [fn.inputs?.properties, fn.outputs?.properties]),
        "## Examples",
        examples(fn.description),
    ]);
}

function indexPage(schema) {
    const list = (entries) =>
        Object.entries(entries ?? {})
            .map(
                ([token, { description }]) =>
                    `- [${displayName(token)}](${fileName(token)}): ${firstSentence(lead(description))}`,
            )
            .join("\n");
    return page([
        "# Reference",
        "## Resources",
        list(schema.resources),
        "## Functions",
        list(schema.functions),
        "## Configuration",
        "Set with `pulumi config set unikernel:<name> <value>`.",
        table(schema, schema.config?.variables),
    ]);
}

const firstSentence = (text) => (/^[^]*?[.](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\s+/g, " ");

function table(schema, properties = {}, required = []) {
    const rows = Object.entries(properties).map(([name, property]) => {
        const notes = [
            required.includes(name) ? "**required**" : undefined,
            property.secret ? "secret" : undefined,
            property.replaceOnChanges || property.willReplaceOnChanges ? "replaces" : undefined,
            property.default === undefined ? undefined : `default \`${JSON.stringify(property.default)}\``,
        ].filter(Boolean);
        return `| \`${name}\` | ${typeName(schema, property)} | ${cell(property.description)}${notes.length > 0 ? ` (${notes.join(", ")})` : ""} |`;
    });
    if (rows.length === 0) return "None.";
    return ["| name | type | what it is |", "| --- | --- | --- |", ...rows].join("\n");
}

const cell = (text = "") =>
    text
        .replace(/\|/g, "\\|")
        .replace(/\s*\n\s*/g, " ")
        .trim();

function typeName(schema, property) {
    if (property.oneOf) return property.oneOf.map((one) => typeName(schema, one)).join(" or ");
    if (property.$ref) return referencedName(schema, property.$ref);
    if (property.type === "array") return `list of ${typeName(schema, property.items ?? {})}`;
    if (property.type === "object") return `map of ${typeName(schema, property.additionalProperties ?? {})}`;
    return property.type ?? "any";
}

function referencedName(schema, ref) {
    const token = typeToken(ref);
    if (token === undefined) return "any";
    const type = schema.types?.[token];
    if (type?.enum) return type.enum.map(({ value }) => `\`${value}\``).join(", ");
    return `[${parts(token)[2]}](#${parts(token)[2].toLowerCase()})`;
}

const typeToken = (ref) =>
    ref.startsWith("#/types/") ? decodeURIComponent(ref.slice("#/types/".length)) : undefined;

/** A section for every object type that is reached from these properties, in the order they are met. */
function typeSections(schema, roots) {
    const met = new Map();
    const visit = (property) => {
        for (const one of property.oneOf ?? []) visit(one);
        if (property.items) visit(property.items);
        if (typeof property.additionalProperties === "object") visit(property.additionalProperties);
        const token = property.$ref && typeToken(property.$ref);
        const type = token && schema.types?.[token];
        if (!type?.properties || met.has(token)) return;
        met.set(token, type);
        for (const inner of Object.values(type.properties)) visit(inner);
    };
    for (const properties of roots) for (const property of Object.values(properties ?? {})) visit(property);
    return [...met].flatMap(([token, type]) => [
        `### ${parts(token)[2]}`,
        prose(type.description),
        table(schema, type.properties, type.required),
    ]);
}

const page = (blocks) => blocks.filter((block) => block !== undefined && block !== "").join("\n\n") + "\n";
