// How the texts of a generated SDK change when something written by hand joins it. Pure.

/** A module that holds nothing generated. */
export function newIndex() {
    return 'import * as utilities from "../utilities";\n';
}

/**
 * A module's index that also exports a class, loaded at its first use as all others are.
 *
 * @param {string} text
 * @param {{ name: string, file: string, module: string, types: readonly string[], peer: string }} added
 */
export function indexWith(text, { name, file, module, types, peer }) {
    const lines = [
        `export type { ${types.join(", ")} } from "./${file}";`,
        `export type ${name} = import("./${file}").${name};`,
        `export const ${name}: typeof import("./${file}").${name} = null as any;`,
        `utilities.lazyLoad(exports, ["${name}"], () =>`,
        `    withPeer("unikernel.${module}.${name}", "${peer}", () => require("./${file}")));`,
    ].join("\n");
    const imports = 'import * as utilities from "../utilities";';
    const whole = text.replace(imports, `${imports}\nimport { withPeer } from "../peer";`);
    return whole.includes("// Export members:")
        ? whole.replace("// Export members:\n", `// Export members:\n${lines}\n\n`)
        : `${whole}\n${lines}\n`;
}

/**
 * The package's own index with one more module.
 *
 * @param {string} text
 * @param {string} module
 */
export function rootIndexWith(text, module) {
    return text
        .replace(
            "// Export sub-modules:\n",
            `// Export sub-modules:\nimport * as ${module} from "./${module}";\n`,
        )
        .replace("export {\n    config,", `export {\n    ${module},\n    config,`);
}

/**
 * A module whose resources, if it has any, are made by the class in `resource.ts`.
 *
 * @param {string} text
 * @param {string} root where that file is, seen from the module's folder
 */
export function resourceWith(text, root) {
    const generated = " extends pulumi.CustomResource {";
    if (!text.includes(generated)) return text;
    const imports = 'import * as utilities from "';
    return text
        .replace(imports, `import { Resource } from "${root}/resource";\n${imports}`)
        .replaceAll(generated, " extends Resource {");
}

/**
 * @param {string} text
 * @param {readonly string[]} files of the SDK
 */
export function tsconfigWith(text, files) {
    const sources = files
        .map((file) => file.replaceAll("\\", "/"))
        .filter((file) => file.endsWith(".ts") && !/^(bin|node_modules)\//.test(file))
        .sort();
    const list = sources.map((file) => `        ${JSON.stringify(file)}`).join(",\n");
    return text.replace(/"files": \[[^\]]*\]/, `"files": [\n${list}\n    ]`);
}

/**
 * @param {string} text
 * @param {Readonly<Record<string, string>>} peers that not every program needs
 */
export function packageWith(text, peers) {
    const { dependencies, ...rest } = JSON.parse(text);
    const optional = Object.fromEntries(Object.keys(peers).map((name) => [name, { optional: true }]));
    const whole = { ...rest, dependencies, peerDependencies: peers, peerDependenciesMeta: optional };
    return `${JSON.stringify(whole, null, 4)}\n`;
}
