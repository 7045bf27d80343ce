import { z } from "zod";

export const TcpProbe = z
    .strictObject({
        port: z
            .int()
            .min(1)
            .max(65535)
            .describe(
                "The unikernel's port. On a `user` network use `http` or `console`: QEMU itself accepts there.",
            ),
    })
    .meta({ id: "host:TcpProbe" })
    .describe("Passes when the port accepts a connection.");

export const HttpProbe = z
    .strictObject({
        port: z.int().min(1).max(65535).optional().describe("The unikernel's port. Default: 80."),
        url: z
            .string()
            .optional()
            .describe("What to fetch instead, where `port` cannot say it: `http://127.0.0.1:8080/health`."),
        path: z.string().optional().describe("Default: `/`."),
        status: z
            .int()
            .min(100)
            .max(599)
            .optional()
            .describe("The status that passes. Default: any from 200 to 399."),
        body: z.string().optional().describe("Text that the answer's first 64 KiB must contain."),
    })
    .meta({ id: "host:HttpProbe" })
    .describe("Passes when a GET request is answered as expected.");

export const IcmpProbe = z
    .strictObject({
        network: z
            .string()
            .optional()
            .describe("Which of its networks to ask on. Default: the first that has an `address`."),
    })
    .meta({ id: "host:IcmpProbe" })
    .describe(
        "Passes when the unikernel answers a ping at its `address`, for those that answer one. Needs the program `ping` on the " +
            "host. Not on a `user` network, which passes on no pings.",
    );

const Seconds = z.number().positive().max(3600);

export const Probe = z
    .strictObject({
        tcp: TcpProbe.optional(),
        http: HttpProbe.optional(),
        icmp: IcmpProbe.optional(),
        console: z
            .string()
            .optional()
            .describe(
                "Passes when a line of the console matches this regular expression: `ready on port \\\\d+`.",
            ),
        interval: Seconds.optional().describe(
            "Seconds between attempts; the first ones follow each other faster. Default: 1.",
        ),
        timeout: Seconds.optional().describe("Seconds after which one attempt has failed. Default: 5."),
        deadline: Seconds.optional().describe(
            "Seconds from the start after which the instance counts as not ready. Default: 60.",
        ),
    })
    .meta({ id: "host:ReadinessProbe" })
    .describe("How to tell that the unikernel serves: one of `tcp`, `http`, `icmp` and `console`.");

export type Probe = z.output<typeof Probe>;
