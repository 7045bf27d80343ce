import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["sdk/", "**/bin/", ".work/", "**/node_modules/", "**/target/", "bench/results.json"] },
    js.configs.recommended,
    {
        files: ["**/*.mjs"],
        languageOptions: {
            globals: {
                process: "readonly",
                console: "readonly",
                fetch: "readonly",
                setTimeout: "readonly",
                clearTimeout: "readonly",
                setInterval: "readonly",
                clearInterval: "readonly",
                AbortSignal: "readonly",
                Buffer: "readonly",
                URL: "readonly",
                performance: "readonly",
            },
        },
    },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            "@typescript-eslint/no-non-null-assertion": "error",
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
            "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
            "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
            "max-lines": ["warn", { max: 200, skipBlankLines: true, skipComments: true }],
        },
    },
    {
        files: ["tests/**/*.ts"],
        rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
    },
    {
        // The types of @pulumi/aws and @pulumi/gcp are 660,000 lines: checked by tsc alone.
        files: [
            "tools/sdkgen/overlays/**/*.ts",
            "tests/unit/sdk/**/*.ts",
            "examples/{aws-fleet,gcp-fleet,gce-image,everywhere}/*.ts",
        ],
        extends: [tseslint.configs.disableTypeChecked],
        languageOptions: { parserOptions: { projectService: false } },
    },
);
