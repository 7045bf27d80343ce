import { expect, test } from "@jest/globals";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { toFailures } from "../../../../provider/protocol/server/failures";

test("an excerpt that ends in half a character does not make the engine refuse the answer", () => {
    const [failure] = toFailures([{ property: "a\udc00", reason: "cut \ud83d" }]);
    expect(CheckFailure.deserializeBinary(failure?.serializeBinary() ?? new Uint8Array()).toObject()).toEqual(
        {
            property: "a\ufffd",
            reason: "cut \ufffd",
        },
    );
});
