const { readFileSync } = require("node:fs");

/** Imports a file as its text, as the bundle does. What Jest hands over lacks a script's first line. */
module.exports = {
    process: (_, path) => {
        const text = JSON.stringify(readFileSync(path, "utf8"));
        return { code: `module.exports = { __esModule: true, default: ${text} };` };
    },
};
