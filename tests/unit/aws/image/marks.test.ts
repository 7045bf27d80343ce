import { expect, test } from "@jest/globals";
import { imageMark, parseImageMark, urnMark, usersTags } from "../../../../provider/aws/image/marks";
import { imageOf } from "../world";

test("an image's mark tells an import what it was made of", () => {
    const image = imageOf("web");
    expect(parseImageMark(imageMark(image))).toEqual({
        ...{ name: "web.spt", digest: image.digest, size: 4096, target: "spt" },
    });
});

test("a long name is cut where a tag ends", () => {
    expect(imageMark(imageOf("w".repeat(300)))).toHaveLength(255);
});

test.each([undefined, "", "sha256:1 2 spt web"])("%j is no mark", (text) => {
    expect(parseImageMark(text)).toBeUndefined();
});

test("a URN that is too long for a tag is still told from others", () => {
    const [one, other] = ["a", "b"].map((end) => urnMark(`urn:${"x".repeat(300)}${end}`));
    expect(one).toHaveLength(255);
    expect(one).not.toBe(other);
    expect(urnMark("urn:short")).toBe("urn:short");
});

test("a user's tags are those that neither AWS nor the provider keeps", () => {
    expect(usersTags({ team: "web", "aws:cloudformation": "x", "pulumi-unikernel:urn": "y" })).toEqual({
        team: "web",
    });
});
