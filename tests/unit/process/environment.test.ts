import { expect, test } from "@jest/globals";
import { baseEnvironment, withVariables } from "../../../provider/process/environment";

const ambient = {
    PATH: "/usr/bin",
    HOME: "/home/ada",
    OPAMSWITCH: "5.3.0",
    https_proxy: "http://proxy.example.org",
    AWS_SECRET_ACCESS_KEY: "secret",
    PULUMI_CONFIG_PASSPHRASE: "secret",
    CFLAGS: "-O0",
    LC_ALL: "de_DE.UTF-8",
};

test("a build gets what tools need to find themselves, the network and the user's keys", () => {
    const { PATH, HOME, OPAMSWITCH, https_proxy } = ambient;
    expect(baseEnvironment(ambient, "linux")).toMatchObject({ PATH, HOME, OPAMSWITCH, https_proxy });
});

test("a build gets neither credentials nor flags of the user's shell, nor its language", () => {
    const environment = baseEnvironment(ambient, "linux");
    expect(Object.values(environment)).not.toContain("secret");
    expect(environment).not.toHaveProperty("CFLAGS");
    expect(environment.LC_ALL).toBe("C.UTF-8");
});

test("a variable can be set, and removed by setting it to nothing", () => {
    expect(withVariables({ A: "1", B: "2" }, { A: undefined, C: "3" })).toEqual({ B: "2", C: "3" });
});
