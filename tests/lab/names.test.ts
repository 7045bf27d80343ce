import { describe, expect, test } from "@jest/globals";
import { generation } from "./generations";
import { imagesOn } from "./images";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
const images = imagesOn(host);

/** One program's instance, in a stack of that name. */
const urnIn = (stack: string): string => `urn:pulumi:${stack}::shop::unikernel:host:Instance::www`;

test("what was made before its resource was renamed is marked anew while it runs, and hands its port on", async () => {
    const process = (): Promise<string> =>
        host().exec(`systemctl show --property=MainPID ${serviceOf(created)}`);
    const before = await host().inventory();
    const created = await host().create("www", generation(images.web, "Hello"), { urn: urnIn("dev") });
    const running = await process();
    const later = host().elsewhere();
    later.rename(created, urnIn("live"));
    expect(later.drift(created)).toEqual({
        owner: `its marks on the host are of its earlier name, ${urnIn("dev")}. They will be renewed while it is used`,
    });
    const next = generation(images.web, "Hi");
    await expect(later.create("www", next, { urn: urnIn("live") })).rejects.toThrow(
        `the port 8080/tcp is that of ${urnIn("dev")} on ${host().ssh.host}. Choose another; or, if that is this ` +
            "resource's earlier name, run `pulumi up --refresh`",
    );
    const renamed = await later.update(created);
    expect(await process()).toBe(running);
    expect(await later.refresh(renamed)).toEqual(renamed);
    expect(later.drift(renamed)).toEqual({});
    const switched = await later.create("www", next, { urn: urnIn("live") });
    await later.destroy(renamed);
    await later.destroy(switched);
    expect(await host().inventory()).toBe(before);
});

test("two stacks with equal names do not meet on a host", async () => {
    const before = await host().inventory();
    const inputs = { image: images.script, probe: { console: "^ready$" } };
    const one = await host().create("www", inputs, { urn: urnIn("dev") });
    const other = await host().create("www", inputs, { urn: urnIn("live") });
    await host().destroy(one);
    expect(await host().refresh(one)).toBeUndefined();
    expect(await host().refresh(other)).toEqual(other);
    await host().destroy(other);
    expect(await host().inventory()).toBe(before);
});

describe("a name that an instance of another resource has", () => {
    test("is refused, and the other goes on", async () => {
        const urn = "urn:pulumi:live::shop::unikernel:host:Instance::first";
        const first = await host().create("first", { image: images.script, name: "chosen" }, { urn });
        const { host: machine } = host().ssh;
        const attempt = host().create("second", { image: images.script, name: "chosen" });
        await expect(attempt).rejects.toThrow(
            `an instance "chosen" is on ${machine} already and belongs to ${urn}. Choose another name; or, if it is to be ` +
                `managed here from now on, import it: pulumi import unikernel:host:Instance <resource name> ${machine}/chosen`,
        );
        expect(await host().exec(`systemctl is-active ${serviceOf(first)}`)).toBe("active\n");
        await host().destroy(first);
    });

    test("is not touched when the one that had it before is destroyed", async () => {
        const first = await host().create("first", { image: images.script, name: "passed-on" });
        await host().destroy(first);
        const urn = "urn:pulumi:live::shop::unikernel:host:Instance::second";
        const second = await host().create("second", { image: images.script, name: "passed-on" }, { urn });
        expect(await host().refresh(first)).toBeUndefined();
        await host().destroy(first);
        expect(await host().refresh(second)).toEqual(second);
        await host().destroy(second);
    });
});

test("an instance that a creation has left, of which nobody heard, makes way for the next one of its name", async () => {
    const lost = await host().create("www", { image: images.script, name: "www-lost" });
    const again = await host().create("www", { image: images.script, name: "www-lost" });
    expect(again.outputs.unit).not.toBe(lost.outputs.unit);
    expect(await host().refresh(again)).toEqual(again);
    await host().destroy(again);
});
