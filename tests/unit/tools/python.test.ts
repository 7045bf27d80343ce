import { expect, test } from "@jest/globals";
import { dependenciesOf } from "../../../tools/setup/python.mjs";

test("the Python SDK's dependencies are read from its pyproject.toml", () => {
    const pyproject = `[project]
  name = "pulumi_unikernel"
  dependencies = ["pulumi>=3.231.0,<4.0.0", "typing-extensions>=4.11,<5; python_version < \\"3.11\\""]
`;
    expect(dependenciesOf(pyproject)).toEqual([
        "pulumi>=3.231.0,<4.0.0",
        'typing-extensions>=4.11,<5; python_version < "3.11"',
    ]);
});
