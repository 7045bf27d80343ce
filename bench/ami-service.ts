import { startFakeAws } from "../tests/fakes/aws/server";

/** A fake of AWS that answers after so many milliseconds. A message empties its account, or asks when its image became available. */
async function main(): Promise<void> {
    const fake = await startFakeAws();
    fake.behaviour.latencyMs = Number(process.argv[2]);
    process.on("message", (asked) => {
        if (asked === "reset") fake.reset();
        const [image] = [...fake.regions.values()].flatMap(({ images }) => [...images.values()]);
        if (asked !== "reset" && image === undefined) throw new Error("no image was made");
        process.send?.(image?.createdAt.getTime() ?? 0);
    });
    process.on("disconnect", () => void fake.close());
    process.send?.(fake.url);
}

void main();
