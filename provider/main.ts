import { start } from "./protocol/start";

start(() => import("./plugin"));
