import { expect, test } from "@jest/globals";
import { namesProxy, placeOf, proxyFor, type Variables } from "../../../provider/proxy/choice";

const chosen = (url: string, variables: Variables): string | undefined =>
    proxyFor(placeOf(new URL(url)), variables)?.href;

const both = { HTTPS_PROXY: "http://secure:3128", HTTP_PROXY: "http://plain:3128" };

test("each kind of request goes by way of its own proxy", () => {
    expect(chosen("https://ec2.test/", both)).toBe("http://secure:3128/");
    expect(chosen("http://ec2.test/", both)).toBe("http://plain:3128/");
    expect(chosen("http://ec2.test/", { HTTPS_PROXY: both.HTTPS_PROXY })).toBeUndefined();
});

test.each([
    ["secure:3128", "http://secure:3128/"],
    ["https://secure", "https://secure/"],
    ["http://me:secret@secure:3128", "http://me:secret@secure:3128/"],
])("a proxy is understood when it is given as %s", (given, href) => {
    expect(chosen("https://ec2.test/", { https_proxy: given })).toBe(href);
});

test("upper case comes before lower case, and what is empty names nothing", () => {
    const lower = { https_proxy: "http://lower:1", no_proxy: "" };
    expect(chosen("https://ec2.test/", { ...lower, HTTPS_PROXY: "http://upper:1" })).toBe("http://upper:1/");
    expect(chosen("https://ec2.test/", { ...lower, HTTPS_PROXY: "" })).toBe("http://lower:1/");
    expect(namesProxy({ ...lower, https_proxy: "" })).toBe(false);
    expect(namesProxy({ http_proxy: "plain:1" })).toBe(true);
});

test.each(["http://localhost:4566/", "http://127.0.0.1:4566/", "http://127.8.8.8/", "http://[::1]:4566/"])(
    "what is on this machine, as %s is, is never asked by way of a proxy",
    (url) => {
        expect(chosen(url, both)).toBeUndefined();
    },
);

test.each([
    ["*", "https://ec2.test/", true],
    ["ec2.test", "https://ec2.test/", true],
    ["EC2.test", "https://ec2.test/", true],
    ["test", "https://ec2.test/", true],
    ["c2.test", "https://ec2.test/", false],
    [".test", "https://ec2.test/", true],
    [".ec2.test", "https://ec2.test/", false],
    ["*.test", "https://ec2.test/", true],
    ["other.test, ec2.test", "https://ec2.test/", true],
    [",,", "https://ec2.test/", false],
    ["ec2.test:443", "https://ec2.test/", true],
    ["ec2.test:8443", "https://ec2.test/", false],
    ["ec2.test:8443", "https://ec2.test:8443/", true],
    ["10.1.2.3", "https://10.1.2.3/", true],
    ["0.1.2.3", "https://10.1.2.3/", false],
    ["10.0.0.0/8", "https://10.1.2.3/", true],
    ["10.0.0.0/16", "https://10.1.2.3/", false],
    ["10.0.0.0/99", "https://10.1.2.3/", false],
    ["10.0.0.0/8", "https://ec2.test/", false],
    ["fd00::/8", "https://[fd12::1]/", true],
    ["fd12::1", "https://[fd12::1]/", true],
    ["[fd12::1]:8443", "https://[fd12::1]:8443/", true],
    ["[fd12::1]:8443", "https://[fd12::1]/", false],
    ["fd12:0:0::1", "https://[fd12::1]/", true],
    ["::/0", "https://10.1.2.3/", false],
    [":443", "https://ec2.test./", false],
    ["a b", "https://ec2.test./", false],
    ["foo.1", "https://ec2.test./", false],
    ["münchen.test", "https://münchen.test/", true],
])("NO_PROXY=%s and %s: asked directly is %s", (excepted, url, isDirect) => {
    expect(chosen(url, { ...both, NO_PROXY: excepted }) === undefined).toBe(isDirect);
});

test.each([
    [
        "socks5://secret@secure:1080",
        "HTTPS_PROXY names a proxy that speaks socks5. Give a proxy as http://host:port or https://host:port.",
    ],
    [
        "http://me:%e9@secure:3128",
        "HTTPS_PROXY is no URL. Give a proxy as http://host:port or https://host:port.",
    ],
    [
        "http://me:50%@secure:3128",
        "HTTPS_PROXY is no URL. Give a proxy as http://host:port or https://host:port.",
    ],
    [
        "http://secret:secure:3128",
        "HTTPS_PROXY is no URL. Give a proxy as http://host:port or https://host:port.",
    ],
])("%s is refused in words that hold no password", (given, message) => {
    expect(() => chosen("https://ec2.test/", { HTTPS_PROXY: given })).toThrow(message);
});
