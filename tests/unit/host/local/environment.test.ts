import { expect, test } from "@jest/globals";
import { guestEnvironment } from "../../../../provider/host/local/environment";

const ambient = {
    PATH: "/bin",
    HOME: "/home/user",
    LANG: "C.UTF-8",
    AWS_SECRET_ACCESS_KEY: "canary",
    PULUMI_CONFIG_PASSPHRASE: "canary",
    SSH_AUTH_SOCK: "/run/agent",
    USER: undefined,
};

test("a program gets where it is, who runs it and its language, and no credentials", () => {
    expect(guestEnvironment("unit", {}, ambient)).toEqual({
        ...{ PATH: "/bin", HOME: "/home/user", LANG: "C.UTF-8", UNIKERNEL_UNIT: "unit" },
    });
});

test("what the user gives goes before what is inherited, but not before what marks the instance", () => {
    const own = { PATH: "/opt/bin", GREETING: "Hi", UNIKERNEL_UNIT: "forged" };
    expect(guestEnvironment("unit", own, ambient)).toMatchObject({
        ...{ PATH: "/opt/bin", GREETING: "Hi", UNIKERNEL_UNIT: "unit" },
    });
});
