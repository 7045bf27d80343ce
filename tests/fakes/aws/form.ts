export interface Form {
    readonly [name: string]: string | Form | undefined;
}

/** `Filter.1.Name=tag:a&Filter.1.Value.1=b` as nested records. */
export function parseForm(body: string): Form {
    const form: Record<string, unknown> = {};
    for (const [path, value] of new URLSearchParams(body)) {
        const steps = path.split(".");
        const last = steps.pop() ?? "";
        let at = form;
        for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
        at[last] = value;
    }
    return form as Form;
}

export const text = (form: Form | undefined, name: string): string | undefined => {
    const value = form?.[name];
    return typeof value === "string" ? value : undefined;
};

export const within = (form: Form | undefined, name: string): Form | undefined => {
    const value = form?.[name];
    return typeof value === "object" ? value : undefined;
};

/** The members of a list, in their order. */
export function list(form: Form | undefined, name: string): (string | Form)[] {
    const members = Object.entries(within(form, name) ?? {}).sort(
        ([one], [other]) => Number(one) - Number(other),
    );
    return members.flatMap(([, value]) => (value === undefined ? [] : [value]));
}

export const texts = (form: Form | undefined, name: string): string[] =>
    list(form, name).filter((value) => typeof value === "string");

export const forms = (form: Form | undefined, name: string): Form[] =>
    list(form, name).filter((value) => typeof value !== "string");
