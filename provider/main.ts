import { start } from "./protocol/start";

start(async () => (await import("./provider")).provider);
