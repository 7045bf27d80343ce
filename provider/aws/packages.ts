export {
    CompleteSnapshotCommand,
    EBSClient,
    PutSnapshotBlockCommand,
    StartSnapshotCommand,
} from "@aws-sdk/client-ebs";
export {
    CreateTagsCommand,
    DeleteSnapshotCommand,
    DeleteTagsCommand,
    DeregisterImageCommand,
    DescribeImageAttributeCommand,
    DescribeImagesCommand,
    DescribeSnapshotsCommand,
    DisableImageDeprecationCommand,
    EC2Client,
    EnableImageDeprecationCommand,
    ModifyImageAttributeCommand,
    ModifySnapshotAttributeCommand,
    RegisterImageCommand,
} from "@aws-sdk/client-ec2";
export { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
export { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
