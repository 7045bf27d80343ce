import { expect, test } from "@jest/globals";
import { Fleet as AwsFleet } from "../../../tools/sdkgen/overlays/nodejs/aws/fleet";
import { Fleet as GcpFleet } from "../../../tools/sdkgen/overlays/nodejs/gcp/fleet";
import { inputsOf, madeBy, type Made } from "./mocks";
import { refusedNames } from "./rules";

/** Few things of many fleets: those with the longest names. */
const ports = [65_535];

const onAws = (names: readonly string[]) =>
    madeBy(() => {
        for (const name of names)
            new AwsFleet(name, { ami: "ami-1", vpcId: "vpc-1", subnetIds: ["subnet-1"], ports });
    });

const onGoogleCloud = (names: readonly string[], stack?: string) =>
    madeBy(() => {
        for (const name of names) new GcpFleet(name, { image: "web-1", region: "europe-west1", ports });
    }, stack);

const long = "front-end-of-the-shop-in-europe-for-those-who-buy-in-bulk";

/** Also such as a cloud's rules would make one of. */
const names = [
    ...["web", "Web", "web_1", "web-1", "web.example.org", "-web-", "1st", "läden", "___", "..."],
    ...[`${long}-and-pay`, `${long}-and-do-not`],
];

const typesAndNames = (made: readonly Made[]): string[] => made.map(({ type, name }) => `${type} ${name}`);

test.each([
    ["AWS", onAws],
    ["Google Cloud", onGoogleCloud],
])("whatever a program calls its fleets, %s accepts all names that come of it, and none becomes another's", async (_, fleets) => {
    const { made } = await fleets(names);
    expect(made.filter(({ type }) => type.endsWith(":Fleet")).map(({ name }) => name)).toEqual([...names].sort());
    expect(refusedNames(made)).toEqual([]);
    expect(typesAndNames(made)).toEqual([...new Set(typesAndNames(made))]);
});

test("the names of what a fleet is made of are its own where a cloud accepts that", async () => {
    const balancing = /:(LoadBalancer|TargetGroup)$/;
    const named = ({ made }: { made: Made[] }) => made.filter(({ type }) => balancing.test(type)).map(({ name }) => name);
    expect(named(await onAws(["Shop-24-characters-long", "Shop-18-characters"]))).toEqual([
        "Shop-18-characters",
        "Shop-24-characters-long",
        "Shop-18-characters-65535",
        "Shop-24-chara-7501-65535",
    ]);
});

test("a stack's firewall rule opens its own instances, and none of another stack's", async () => {
    const tagsIn = async (stack: string) => {
        const { made } = await onGoogleCloud(["web"], stack);
        const template = inputsOf(made, "gcp:compute/instanceTemplate:InstanceTemplate");
        return [template?.tags, inputsOf(made, "gcp:compute/firewall:Firewall")?.targetTags];
    };
    const [ofInstances, opened] = await tagsIn("dev");
    expect(opened).toEqual(ofInstances);
    const [elsewhere] = await tagsIn("prod");
    expect(elsewhere).not.toEqual(ofInstances);
});
