/** A whole environment of a process. */
export type Environment = Readonly<Record<string, string>>;

/** What tools need to find themselves, their caches, the network and the user's keys. */
const passedOn = new Set([
    ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ"],
    ...["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_RUNTIME_DIR"],
    ...["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"],
    ...["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"],
    ...["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "NIX_SSL_CERT_FILE"],
    ...["SSH_AUTH_SOCK", "GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS"],
    ...["OPAMROOT", "OPAMSWITCH", "OPAM_SWITCH_PREFIX", "OPAMROOTISOK", "OPAMNODEPEXTS"],
    ...[
        "CAML_LD_LIBRARY_PATH",
        "OCAMLPATH",
        "OCAMLFIND_CONF",
        "OCAMLTOP_INCLUDE_PATH",
        "OCAML_TOPLEVEL_PATH",
    ],
    ...["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTUP_DIST_SERVER", "RUSTUP_AUTO_INSTALL"],
    ...["GOPATH", "GOPROXY", "GOMODCACHE", "GOCACHE", "GOROOT"],
    ...["NIX_PATH", "NIX_PROFILES", "PKG_CONFIG_PATH", "LIBRARY_PATH", "CPATH", "SDKROOT", "DEVELOPER_DIR"],
]);

/**
 * The environment that builds start from. It holds little, so that a build is the same from any terminal: flags such as
 * CFLAGS belong in the program, and the credentials of clouds and of Pulumi are no business of a compiler.
 */
export function baseEnvironment(
    ambient: NodeJS.ProcessEnv = process.env,
    platform: NodeJS.Platform = process.platform,
): Environment {
    const inherited = Object.entries(ambient).filter(
        (entry): entry is [string, string] => passedOn.has(entry[0]) && entry[1] !== undefined,
    );
    return {
        ...Object.fromEntries(inherited),
        // Messages are read, and what is sorted must be so everywhere.
        LC_ALL: platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8",
        NO_COLOR: "1",
        TERM: "dumb",
        // Nobody is there to answer.
        GIT_TERMINAL_PROMPT: "0",
        DEBIAN_FRONTEND: "noninteractive",
        // Compilers and archivers write this time instead of the present one: 1980, which zip files begin with.
        SOURCE_DATE_EPOCH: "315532800",
        ZERO_AR_DATE: "1",
    };
}

/** An environment with some variables set, and those that are `undefined` removed. */
export function withVariables(
    environment: Environment,
    changes: Readonly<Record<string, string | undefined>> = {},
): Environment {
    const merged = Object.entries({ ...environment, ...changes });
    return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
