export { isPool } from "./addresses";
export { create } from "./lifecycle/create";
export { readConsole } from "./lifecycle/console";
export { hostIn } from "./lifecycle/names";
export { read } from "./lifecycle/read";
export { remove } from "./lifecycle/remove";
export { markedAs, renameDrift } from "./owner";
export { update } from "./lifecycle/update";
