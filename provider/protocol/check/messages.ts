import type { z } from "zod";
import { layersOf } from "../zod/layers";
import { didYouMean } from "./did-you-mean";
import { typeName, typeNameOf } from "./type-name";
import { count, oneOf, show } from "./wording";

type Issue = z.core.$ZodRawIssue;

/**
 * What a user reads about a value that its type refuses: what is wrong with it and what is allowed. For zod's `error`
 * option; a message given in the schema itself wins over these.
 */
export function createMessages(options: { readonly showValues: boolean }): (issue: Issue) => string {
    return (issue) => {
        const allowed = allowedBy(issue);
        if (issue.input === undefined) return `is required: ${allowed}`;
        if (issue.code === "unrecognized_keys") {
            const known = propertiesOf(issue.inst);
            return issue.keys.map((key) => surplusProperty(key, known)).join("\n");
        }
        if (!options.showValues) return `must be ${allowed}`;
        return `must be ${allowed}, not ${actual(issue)}${suggestion(issue)}`;
    };
}

/** What is said about a property that does not exist. */
export function surplusProperty(key: string, known: readonly string[]): string {
    const hint = didYouMean(key, known);
    if (hint) return `there is no such property${hint}`;
    return known.length > 0
        ? `there is no such property; the properties are ${known.map(show).join(", ")}`
        : "there is no such property: there are none here";
}

function allowedBy(issue: Issue): string {
    switch (issue.code) {
        case "invalid_type":
            return issue.schema ? typeNameOf(issue.schema) : typeName(issue.expected);
        case "invalid_value":
            return oneOf(issue.values.map(show));
        case "too_small":
            return bound(issue, issue.minimum, issue.inclusive === false ? "more than" : "at least");
        case "too_big":
            return bound(issue, issue.maximum, issue.inclusive === false ? "less than" : "at most");
        case "not_multiple_of":
            return `a multiple of ${issue.divisor}`;
        case "invalid_format":
            return formatName(issue);
        case "invalid_key":
            return `named otherwise: the name ${issue.issues.map(({ message }) => message).join(", ")}`;
        case "invalid_union":
            return unionName(issue);
        default:
            return "something else";
    }
}

function bound(
    issue: Issue & { origin: string; exact?: boolean },
    limit: number | bigint,
    relation: string,
): string {
    const how = issue.exact ? "exactly" : relation;
    if (issue.origin === "string") return `${how} ${count(limit, "character")} long`;
    if (issue.origin === "array") return `a list of ${how} ${count(limit, "item")}`;
    return `${how} ${limit}`;
}

const formatNames: Readonly<Record<string, string>> = {
    ipv4: "an IPv4 address such as 10.0.0.2",
    ipv6: "an IPv6 address such as fd00::2",
    cidrv4: "an IPv4 address with a prefix length such as 10.0.0.2/24",
    cidrv6: "an IPv6 address with a prefix length such as fd00::2/64",
    url: "a URL such as https://example.org/path",
    hostname: "a host name such as kvm1.example.org",
    mac: "a MAC address such as 02:00:00:00:00:01",
    hex: "hexadecimal digits",
    base64: "base64",
};

function formatName(issue: Extract<Issue, { code: "invalid_format" }>): string {
    if ("prefix" in issue) return `a string that starts with ${show(issue.prefix)}`;
    if ("suffix" in issue) return `a string that ends with ${show(issue.suffix)}`;
    if ("includes" in issue) return `a string with ${show(issue.includes)} in it`;
    return formatNames[issue.format] ?? `a string that matches ${issue.pattern ?? issue.format}`;
}

function unionName(issue: Extract<Issue, { code: "invalid_union" }>): string {
    if ("options" in issue && Array.isArray(issue.options)) return oneOf(issue.options.map(show));
    return issue.inst && "_zod" in issue.inst ? typeNameOf(issue.inst as z.core.$ZodType) : "something else";
}

function actual(issue: Issue): string {
    const { input } = issue;
    if (issue.code === "too_small" || issue.code === "too_big") {
        if (typeof input === "string") return String(input.length);
        if (Array.isArray(input)) return String(input.length);
    }
    return show(input);
}

function suggestion(issue: Issue): string {
    if (issue.code !== "invalid_value" || typeof issue.input !== "string") return "";
    return didYouMean(issue.input, issue.values.map(String));
}

function propertiesOf(inst: Issue["inst"]): string[] {
    if (!inst || !("def" in inst._zod)) return [];
    const { def } = layersOf(inst as z.core.$ZodType).core._zod;
    return def.type === "object" ? Object.keys(def.shape) : [];
}
