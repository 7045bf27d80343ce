import { describe, expect, it } from "@jest/globals";
import { describeFile } from "../../../provider/artifact/describe";
import { openBench } from "./bench";
import { hello } from "./project";

const bench = openBench();

const withNetwork = `open Mirage
let main = main ~packages:[ package "duration" ] "Unikernel" (stackv4v6 @-> job)
let () = register "hello" [ main $ generic_stackv4v6 default_network ]
`;

describe("the devices that a built unikernel declares", () => {
    it.each(["spt", "hvt", "virtio"] as const)(
        "are the network that config.ml has, for %s",
        async (target) => {
            bench.project.write({ "config.ml": withNetwork });
            const { file } = await bench.project.build({ target });
            const { devices, abi } = await describeFile(file);
            expect({ devices, target: abi?.target }).toEqual({
                devices: [{ name: "service", type: "net" }],
                target,
            });
        },
    );

    it("are none where config.ml has none, though an earlier one had", async () => {
        bench.project.write({ "config.ml": withNetwork });
        const { lock } = await bench.project.build();
        bench.project.write({ "config.ml": hello["config.ml"] ?? "" });
        const { file } = await bench.project.build({ lock });
        expect((await describeFile(file)).devices).toEqual([]);
    });
});
