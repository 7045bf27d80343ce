import { namesProxy } from "./choice";

/** What is read of an answer, whoever brought it. */
export type Fetched = Pick<Response, "ok" | "status" | "statusText" | "headers" | "body" | "text">;

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Fetched>;

/** `fetch`, by way of the proxies that the environment names. What that takes is loaded where it names any. */
export const fetchByProxy: Fetch = async (url, init) => {
    if (!namesProxy(process.env)) return fetch(url, init);
    opened ??= import("./dispatcher").then(({ openProxies }) => openProxies());
    return (await opened)(url, init);
};

let opened: Promise<Fetch> | undefined;
