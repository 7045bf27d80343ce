import { expect, test } from "@jest/globals";
import { ImageInputs, type ImageOutputs } from "../../../../provider/build/image";
import { keptLock } from "../../../../provider/build/image/kept-lock";

const inputs = (relock?: string): ImageInputs => ImageInputs.parse({ source: "./web", relock });
const outputs = { lock: "the lock" } as ImageOutputs;
const previous = (relock?: string) => ({ id: "web", inputs: inputs(relock), outputs });

test("a new image has no lock yet", () => {
    expect(keptLock(inputs(), undefined)).toBeUndefined();
});

test("the lock in the state is used again", () => {
    expect(keptLock(inputs(), previous())).toBe("the lock");
});

test("setting or changing relock asks for a new one, and what comes of it is kept", () => {
    expect(keptLock(inputs("monday"), previous())).toBeUndefined();
    expect(keptLock(inputs("friday"), previous("monday"))).toBeUndefined();
    expect(keptLock(inputs("friday"), previous("friday"))).toBe("the lock");
});

test("taking relock away keeps the lock", () => {
    expect(keptLock(inputs(), previous("monday"))).toBe("the lock");
});
