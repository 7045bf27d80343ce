import { describe, expect, it } from "@jest/globals";
import { configureArgv } from "../../../../provider/build/mirage/configure-argv";
import { MirageOptions } from "../../../../provider/build/mirage/options";

const argv = (options: object): readonly string[] =>
    configureArgv("hvt", MirageOptions.parse(options)).slice(2);

describe("the arguments of mirage configure", () => {
    it.each([
        [{}, ["-t", "hvt", "--no-depext"]],
        [{ depext: true }, ["-t", "hvt"]],
        [{ depext: true, keys: { hello: "a b" } }, ["-t", "hvt", "--hello=a b"]],
        [{ depext: true, keys: { port: 80 } }, ["-t", "hvt", "--port=80"]],
        [{ depext: true, keys: { "no-dhcp": true, tls: false } }, ["-t", "hvt", "--no-dhcp"]],
        [{ depext: true, keys: { host: ["a", "b"] } }, ["-t", "hvt", "--host=a", "--host=b"]],
        [{ depext: true, args: ["-o", "web"] }, ["-t", "hvt", "-o", "web"]],
        [{ depext: true, extraRepos: false }, ["-t", "hvt", "--no-extra-repo"]],
        [
            {
                depext: true,
                extraRepos: [
                    { name: "a", url: "file:///a" },
                    { name: "b", url: "https://b" },
                ],
            },
            ["-t", "hvt", "--extra-repos", "a:file:///a,b:https://b"],
        ],
    ])("%j", (options, expected) => {
        expect(argv(options)).toEqual(expected);
    });

    it("do not depend on the order keys are written in", () => {
        expect(argv({ keys: { b: "1", a: "2" } })).toEqual(argv({ keys: { a: "2", b: "1" } }));
    });
});
