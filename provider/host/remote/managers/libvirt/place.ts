/** What the metadata of a domain of ours is known by. */
export const metadataUri = "urn:pulumi-unikernel:instance";

/** In the instance's folder. virtlogd writes it, and keeps older parts of a long one beside it. */
export const consoleFile = "console";
