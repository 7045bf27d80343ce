import { expect, test } from "@jest/globals";
import { gitAddress, redactAddresses } from "../../../../../provider/build/source/git/address";

test.each([
    ["https://example.org/web.git", "https://example.org/web.git"],
    ["file:///srv/web", "file:///srv/web"],
    ["git@example.org:team/web", "git@example.org:team/web"],
    ["example.org:web", "example.org:web"],
    ["../web", "/projects/web"],
    ["./a:b", "/projects/app/a:b"],
    ["/srv/web.git", "/srv/web.git"],
])("the repository %s is at %s", (repository, address) => {
    expect(gitAddress(repository, "/projects/app")).toBe(address);
});

test.each([
    ["fatal: 'https://me:s3cr@t@example.org/x' failed", "fatal: 'https://***@example.org/x' failed"],
    ["https://token@a.org/x http://b:c@b.org", "https://***@a.org/x http://***@b.org"],
    [
        "ssh://git@example.org/x and https://example.org/@x",
        "ssh://git@example.org/x and https://example.org/@x",
    ],
])("no credentials are shown: %s", (text, shown) => {
    expect(redactAddresses(text)).toBe(shown);
});
