import { createSign } from "node:crypto";
import { expect, test } from "@jest/globals";
import { userLogin } from "../../../fakes/gcp/oauth";
import { askedFake } from "./requests";

const there = askedFake();

const now = Math.floor(Date.now() / 1000);
const right = {
    iss: "maker@test-project.iam.gserviceaccount.com",
    aud: "https://oauth2.googleapis.com/token",
    scope: "https://www.googleapis.com/auth/cloud-platform",
    ...{ iat: now, exp: now + 3600 },
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Asks for a token with a claim, signed with the key of which the fake knows; `tampered` is said in place of what was signed. */
async function asked(claims: object, tampered = claims): Promise<[status: number, said: unknown]> {
    const { private_key: key } = JSON.parse(there.fake.key) as { private_key: string };
    const header = encoded({ alg: "RS256" });
    const signature = createSign("RSA-SHA256")
        .update(`${header}.${encoded(claims)}`)
        .sign(key, "base64url");
    const body = new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: `${header}.${encoded(tampered)}.${signature}`,
    });
    return posted(body);
}

async function posted(body: URLSearchParams): Promise<[status: number, said: unknown]> {
    const answer = await fetch(`${there.fake.origin}/token`, { method: "POST", body });
    const { error_description: said } = (await answer.json()) as { error_description?: string };
    return [answer.status, said];
}

test("a token is given for a claim that is right", async () => {
    expect(await asked(right)).toEqual([200, undefined]);
});

test("no token is given for a claim that says another thing than what was signed", async () => {
    expect(await asked({ ...right, exp: now + 60 }, right)).toEqual([400, "Invalid JWT Signature."]);
});

test.each<[what: string, said: RegExp, claims: object]>([
    ["of somebody else", /Invalid issuer/, { ...right, iss: "other@test-project.iam.gserviceaccount.com" }],
    ["for another service", /wrong audience/, { ...right, aud: "https://example.org/token" }],
    ["that is over", /short-lived/, { ...right, iat: now - 7200, exp: now - 3600 }],
    ["for longer than an hour", /short-lived/, { ...right, exp: now + 7200 }],
    ["for nothing that images need", /Invalid OAuth scope/, { ...right, scope: "email" }],
])("no token is given for a claim %s", async (_, said, claims) => {
    expect(await asked(claims)).toEqual([400, expect.stringMatching(said)]);
});

const login = {
    ...(JSON.parse(userLogin) as Record<"client_id" | "client_secret" | "refresh_token", string>),
    grant_type: "refresh_token",
};

test.each<[what: string, form: Record<string, string>, answer: [status: number, said: unknown]]>([
    ["a token is given for a user's login", login, [200, undefined]],
    ["no token is given for one that has ended", { ...login, refresh_token: "1//old" }, [400, "Bad Request"]],
    [
        "no token is given to another client",
        { ...login, client_secret: "guessed" },
        [401, "The OAuth client was not found."],
    ],
    [
        "no token is given for anything else",
        { ...login, grant_type: "password" },
        [400, "Invalid grant_type"],
    ],
])("%s", async (_, form, answer) => {
    expect(await posted(new URLSearchParams(form))).toEqual(answer);
});
