/** A shell script is imported as its text. */
declare module "*.sh" {
    const text: string;
    // eslint-disable-next-line no-restricted-exports -- loaders of text offer nothing else
    export default text;
}
