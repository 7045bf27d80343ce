import { z } from "zod";

const list = (what: string) => z.array(z.string()).optional().describe(what);

export const LaunchPermissions = z
    .strictObject({
        accounts: list(
            "Accounts, by their 12 digits. The snapshot is shared with them as well, so that they can copy the image. " +
                "Default: none.",
        ),
        organizations: list("Organizations, by their ARNs. Default: none."),
        organizationalUnits: list("Organizational units, by their ARNs. Default: none."),
        public: z
            .boolean()
            .optional()
            .describe(
                'Whether everybody may. "Block public access for AMIs", which is on unless an account turned it off, ' +
                    "forbids it. Default: false.",
            ),
    })
    .meta({ id: "aws:LaunchPermissions" })
    .describe("Who besides the account itself may launch an image.");
export type LaunchPermissions = z.output<typeof LaunchPermissions>;

/** As EC2 has them. */
export interface Permission {
    readonly UserId?: string;
    readonly Group?: "all";
    readonly OrganizationArn?: string;
    readonly OrganizationalUnitArn?: string;
}

export function permissionsOf(given: LaunchPermissions | undefined): Permission[] {
    const { accounts = [], organizations = [], organizationalUnits = [] } = given ?? {};
    const everybody: Permission[] = given?.public === true ? [{ Group: "all" }] : [];
    return [
        ...[...new Set(accounts)].map((UserId) => ({ UserId })),
        ...[...new Set(organizations)].map((OrganizationArn) => ({ OrganizationArn })),
        ...[...new Set(organizationalUnits)].map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
        ...everybody,
    ];
}

/** As the program would write them; nothing when there are none. */
export function asInput(permissions: readonly Permission[]): LaunchPermissions | undefined {
    if (permissions.length === 0) return undefined;
    const all = (name: "UserId" | "OrganizationArn" | "OrganizationalUnitArn"): string[] | undefined => {
        const found = permissions.flatMap((permission) => permission[name] ?? []).sort();
        return found.length > 0 ? found : undefined;
    };
    const given = {
        accounts: all("UserId"),
        organizations: all("OrganizationArn"),
        organizationalUnits: all("OrganizationalUnitArn"),
        public: permissions.some(({ Group }) => Group === "all") || undefined,
    };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One permission as text, so that two can be compared. */
export const wordFor = ({ UserId, Group, OrganizationArn, OrganizationalUnitArn }: Permission): string =>
    UserId ?? Group ?? OrganizationArn ?? OrganizationalUnitArn ?? "";

export function missingFrom(some: readonly Permission[], all: readonly Permission[]): Permission[] {
    const known = new Set(some.map(wordFor));
    return all.filter((permission) => !known.has(wordFor(permission)));
}
