import { storeLayout } from "../../../provider/artifact/layout";
import { addFile } from "../../../provider/artifact/store";

/* A process that stores some bytes and prints how it went: `adder.js STORE BYTES`. */
const [store = "", bytes = "0"] = process.argv.slice(2);

addFile(storeLayout(store), Buffer.alloc(Number(bytes), "unikernel")).then(
    ({ digest }) => {
        console.log(digest);
    },
    (error: unknown) => {
        console.log(String(error));
    },
);
