import { startFakeAws } from "../tests/fakes/aws/server";

/** A fake of AWS that answers after so many milliseconds. Each message empties its account. */
async function main(): Promise<void> {
    const fake = await startFakeAws();
    fake.behaviour.latencyMs = Number(process.argv[2]);
    process.on("message", () => {
        fake.reset();
        process.send?.("done");
    });
    process.on("disconnect", () => void fake.close());
    process.send?.(fake.url);
}

void main();
