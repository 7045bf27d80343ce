/**
 * Where a machine's own apt takes its distribution from.
 *
 * @typedef {object} Mirror
 * @property {string} uri
 * @property {string} suite
 * @property {readonly string[]} components
 * @property {string} [keyring]
 */

/**
 * The source of a distribution's release among the texts of apt's source files; other vendors' are left out.
 *
 * @param {readonly string[]} files
 * @param {string} release its code name
 * @returns {Mirror | undefined}
 */
export function mirrorOf(files, release) {
    const sources = files.flatMap((text) => (/^\s*Types:/im.test(text) ? stanzas(text) : lines(text)));
    return sources.find(({ suite }) => suite === release);
}

/**
 * The format of `*.sources`: a field a line, a stanza for each source, an empty line between them.
 *
 * @param {string} text
 * @returns {Mirror[]}
 */
function stanzas(text) {
    const withoutComments = text.replace(/^#.*\n?/gm, "");
    return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
        /** @param {string} name */
        const field = (name) => {
            const [, value = ""] = new RegExp(`^${name}:(.*(?:\\n[ \\t].*)*)`, "im").exec(stanza) ?? [];
            return value.split(/\s+/).filter(Boolean);
        };
        if (!field("Types").includes("deb") || field("Enabled").includes("no")) return [];
        const [uri] = field("URIs");
        return uri === undefined
            ? []
            : field("Suites").map((suite) => mirror(uri, suite, field("Components"), field("Signed-By")[0]));
    });
}

/**
 * The format of `*.list`: `deb [options] URI SUITE COMPONENT…`.
 *
 * @param {string} text
 * @returns {Mirror[]}
 */
function lines(text) {
    return text.split("\n").flatMap((line) => {
        const [, options = "", uri, suite, components = ""] =
            /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? [];
        if (uri === undefined || suite === undefined) return [];
        const [, keyring] = /signed-by=(\S+)/.exec(options) ?? [];
        return [mirror(uri, suite, components.split(/\s+/).filter(Boolean), keyring)];
    });
}

/**
 * @param {string} uri
 * @param {string} suite
 * @param {readonly string[]} components
 * @param {string | undefined} signedBy a file, or the key itself or its fingerprint
 * @returns {Mirror}
 */
const mirror = (uri, suite, components, signedBy) => ({
    uri,
    suite,
    components,
    ...(signedBy?.startsWith("/") && { keyring: signedBy }),
});
