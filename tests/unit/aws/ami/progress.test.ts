import { expect, test } from "@jest/globals";
import { uploadProgress } from "../../../../provider/aws/ami/progress";

test("one line says how much of an image has arrived in each region, and what is done there after it", () => {
    const lines: string[] = [];
    const report = uploadProgress({ status: (line) => lines.push(line), note: () => undefined });
    const [ireland, virginia] = [report("eu-west-1"), report("us-east-1")];
    ireland.onSent(524_288, 17 * 2 ** 20);
    virginia.onSent(524_288, 17 * 2 ** 20);
    ireland.onSent(524_288, 17 * 2 ** 20);
    virginia.onStage("registering the image");
    expect(lines).toEqual([
        "eu-west-1 0.5 of 17.0 MiB",
        "eu-west-1 0.5 of 17.0 MiB, us-east-1 0.5 of 17.0 MiB",
        "eu-west-1 1.0 of 17.0 MiB, us-east-1 0.5 of 17.0 MiB",
        "eu-west-1 1.0 of 17.0 MiB, us-east-1 registering the image",
    ]);
});
