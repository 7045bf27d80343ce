import { Code, StatusError } from "./status";
import { nearest } from "../check/did-you-mean";

/** The definition behind a token, or an error that names the one that was probably meant. */
export function find<Definition extends { readonly token: string }>(
    definitions: readonly Definition[],
    token: string,
): Definition {
    const found = definitions.find((definition) => definition.token === token);
    if (found) return found;
    const meant = nearest(
        token,
        definitions.map((definition) => definition.token),
    );
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw new StatusError(Code.NOT_FOUND, `This version of the provider does not have ${token}.${hint}`);
}
