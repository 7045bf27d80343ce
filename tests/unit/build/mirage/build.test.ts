import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { installMirage, type Toolbox } from "../../../doubles/mirage/install";
import { openProject, type Project } from "./project";

let toolbox: Toolbox;
let project: Project;

beforeEach(() => {
    toolbox = installMirage();
    project = openProject(toolbox);
});

afterEach(() => {
    toolbox.dispose();
    project.dispose();
});

describe("a first build", () => {
    it("goes through every stage and says what it used", async () => {
        const built = await project.build();
        expect(built).toMatchInlineSnapshot(`
            {
              "file": "/tmp/mirage-project-1BJocp/dist/hello.spt",
              "lock": "# pulumi-unikernel: solved for dependencies sha256:32ae37b407a7efabe3849c174f615575c7c514b6a008c92149deb403babe2cfc
            opam-version: "2.0"
            synopsis: "opam-monorepo generated lockfile"
            maintainer: "opam-monorepo"
            depends: [
              "angstrom" {= "0.16.1"}
              "astring" {= "0.8.5+dune"}
              "base-bigarray" {= "base"}
              "base-bytes" {= "base+dune" & ?vendor}
              "base-domains" {= "base"}
              "base-effects" {= "base"}
              "base-nnp" {= "base"}
              "base-threads" {= "base"}
              "base-unix" {= "base"}
              "base64" {= "3.5.2"}
              "bheap" {= "2.0.0" & ?vendor}
              "bigstringaf" {= "0.10.0"}
              "bos" {= "0.3.0"}
              "cmdliner" {= "2.1.1+dune" & ?vendor}
              "cmdliner-stdlib" {= "1.0.1" & ?vendor}
              "conf-libseccomp" {= "1"}
              "conf-pkg-config" {= "5"}
              "cppo" {= "1.8.0" & ?vendor}
              "csexp" {= "1.5.2" & ?vendor}
              "digestif" {= "1.3.1" & ?vendor}
              "domain-name" {= "0.5.0" & ?vendor}
              "dune" {= "3.24.2"}
              "dune-configurator" {= "3.24.2" & ?vendor}
              "duration" {= "0.3.1" & ?vendor}
              "emile" {= "1.1"}
              "eqaf" {= "0.10" & ?vendor}
              "fmt" {= "0.11.0+dune" & ?vendor}
              "fpath" {= "0.7.3+dune"}
              "ipaddr" {= "5.6.2" & ?vendor}
              "logs" {= "0.10.0+dune" & ?vendor}
              "lwt" {= "6.1.2" & ?vendor}
              "macaddr" {= "5.6.2" & ?vendor}
              "metrics" {= "0.5.0" & ?vendor}
              "metrics-lwt" {= "0.5.0" & ?vendor}
              "mirage" {= "4.11.2"}
              "mirage-bootvar" {= "1.0.1" & ?vendor}
              "mirage-crypto" {= "2.4.0" & ?vendor}
              "mirage-crypto-rng" {= "2.4.0" & ?vendor}
              "mirage-crypto-rng-mirage" {= "2.4.0" & ?vendor}
              "mirage-logs" {= "3.0.0" & ?vendor}
              "mirage-mtime" {= "5.2.0" & ?vendor}
              "mirage-ptime" {= "5.2.0" & ?vendor}
              "mirage-runtime" {= "4.11.2" & ?vendor}
              "mirage-sleep" {= "4.1.0" & ?vendor}
              "mirage-solo5" {= "0.10.0" & ?vendor}
              "mtime" {= "2.1.0+dune" & ?vendor}
              "ocaml" {= "5.3.0"}
              "ocaml-base-compiler" {= "5.3.0"}
              "ocaml-compiler" {= "5.3.0"}
              "ocaml-config" {= "3"}
              "ocaml-options-vanilla" {= "1"}
              "ocaml-solo5" {= "1.2.0"}
              "ocaml-src" {= "5.3.0"}
              "ocaml-syntax-shims" {= "1.0.0"}
              "ocamlbuild" {= "0.16.1"}
              "ocamlfind" {= "1.9.8"}
              "ocplib-endian" {= "1.2" & ?vendor}
              "opam-monorepo" {= "0.4.3"}
              "opatch" {= "3.1.2"}
              "patch" {= "3.1.2"}
              "pecu" {= "0.7"}
              "ptime" {= "1.2.0+dune" & ?vendor}
              "result" {= "1.5"}
              "rresult" {= "0.7.0+dune"}
              "solo5" {= "0.12.1"}
              "stringext" {= "1.6.0"}
              "topkg" {= "1.1.1"}
              "uri" {= "4.4.0"}
              "uutf" {= "1.0.4"}
            ]
            depexts: [
              ["kernel-headers"] {os-distribution = "fedora"}
              ["kernel-headers"] {os-distribution = "rhel"}
              ["libseccomp"] {os-distribution = "nixos"}
              ["libseccomp"] {os-family = "arch"}
              ["libseccomp-dev"] {os-family = "alpine"}
              ["libseccomp-dev"] {os-family = "debian"}
              ["libseccomp-dev"] {os-family = "ubuntu"}
              ["libseccomp-devel"] {os-distribution = "centos"}
              ["libseccomp-devel"] {os-distribution = "rhel"}
              ["libseccomp-devel"] {os-family = "fedora"}
              ["libseccomp-devel"] {os-distribution = "ol" & os-version >= "8"}
              ["libseccomp-devel"] {os-family = "suse" | os-family = "opensuse"}
              ["linux-headers"] {os-distribution = "alpine"}
              ["linux-libc-dev"] {os-family = "debian"}
              ["pkg-config"] {os-distribution = "nixos"}
              ["pkg-config"] {os-family = "debian" | os-family = "ubuntu"}
              ["pkgconf"] {os = "freebsd"}
              ["pkgconf"] {os-distribution = "alpine"}
              ["pkgconf"] {os-distribution = "arch"}
              ["pkgconf"] {os-distribution = "cygwin"}
              ["pkgconf"] {os = "macos" & os-distribution = "homebrew"}
              ["pkgconf-pkg-config"] {os-distribution = "mageia"}
              ["pkgconf-pkg-config"] {os-family = "fedora"}
              ["pkgconf-pkg-config"] {os-distribution = "centos" & os-version >= "8"}
              ["pkgconf-pkg-config"] {os-distribution = "ol" & os-version >= "8"}
              ["pkgconf-pkg-config"] {os-distribution = "rhel" & os-version >= "8"}
              ["pkgconfig"] {os = "macos" & os-distribution = "macports"}
              ["pkgconfig"] {os-distribution = "centos" & os-version <= "7"}
              ["pkgconfig"] {os-distribution = "ol" & os-version <= "7"}
              ["pkgconfig"] {os-distribution = "rhel" & os-version <= "7"}
              ["system:pkgconf"] {os = "win32" & os-distribution = "cygwinports"}
            ]
            pin-depends: [
              [
                "base-bytes.base+dune"
                "https://github.com/kit-ty-kate/bytes/archive/v0.1.0.tar.gz"
              ]
              [
                "bheap.2.0.0"
                "https://github.com/backtracking/bheap/releases/download/2.0.0/bheap-2.0.0.tbz"
              ]
              [
                "cmdliner.2.1.1+dune"
                "https://github.com/dune-universe/cmdliner/releases/download/v2.1.1%2Bdune/cmdliner-2.1.1.dune.tbz"
              ]
              [
                "cmdliner-stdlib.1.0.1"
                "https://github.com/mirage/cmdliner-stdlib/releases/download/1.0.1/cmdliner-stdlib-1.0.1.tbz"
              ]
              [
                "cppo.1.8.0"
                "https://github.com/ocaml-community/cppo/archive/v1.8.0.tar.gz"
              ]
              [
                "csexp.1.5.2"
                "https://github.com/ocaml-dune/csexp/releases/download/1.5.2/csexp-1.5.2.tbz"
              ]
              [
                "digestif.1.3.1"
                "https://github.com/mirage/digestif/releases/download/v1.3.1/digestif-1.3.1.tbz"
              ]
              [
                "domain-name.0.5.0"
                "https://github.com/hannesm/domain-name/releases/download/v0.5.0/domain-name-0.5.0.tbz"
              ]
              [
                "dune-configurator.3.24.2"
                "https://github.com/ocaml/dune/releases/download/3.24.2/dune-3.24.2.tbz"
              ]
              [
                "duration.0.3.1"
                "https://github.com/hannesm/duration/releases/download/v0.3.1/duration-0.3.1.tbz"
              ]
              [
                "eqaf.0.10"
                "https://github.com/mirage/eqaf/releases/download/v0.10/eqaf-0.10.tbz"
              ]
              [
                "fmt.0.11.0+dune"
                "https://github.com/dune-universe/fmt/releases/download/v0.11.0%2Bdune/fmt-0.11.0.dune.tbz"
              ]
              [
                "ipaddr.5.6.2"
                "https://github.com/mirage/ocaml-ipaddr/releases/download/v5.6.2/ipaddr-5.6.2.tbz"
              ]
              [
                "logs.0.10.0+dune"
                "https://github.com/dune-universe/logs/releases/download/v0.10.0%2Bdune/logs-0.10.0.dune.tbz"
              ]
              [
                "lwt.6.1.2"
                "https://github.com/ocsigen/lwt/archive/refs/tags/6.1.2.tar.gz"
              ]
              [
                "macaddr.5.6.2"
                "https://github.com/mirage/ocaml-ipaddr/releases/download/v5.6.2/ipaddr-5.6.2.tbz"
              ]
              [
                "metrics.0.5.0"
                "https://github.com/mirage/metrics/releases/download/v0.5.0/metrics-0.5.0.tbz"
              ]
              [
                "metrics-lwt.0.5.0"
                "https://github.com/mirage/metrics/releases/download/v0.5.0/metrics-0.5.0.tbz"
              ]
              [
                "mirage-bootvar.1.0.1"
                "https://github.com/mirage/mirage-bootvar/releases/download/v1.0.1/mirage-bootvar-1.0.1.tbz"
              ]
              [
                "mirage-crypto.2.4.0"
                "https://github.com/mirage/mirage-crypto/releases/download/v2.4.0/mirage-crypto-2.4.0.tbz"
              ]
              [
                "mirage-crypto-rng.2.4.0"
                "https://github.com/mirage/mirage-crypto/releases/download/v2.4.0/mirage-crypto-2.4.0.tbz"
              ]
              [
                "mirage-crypto-rng-mirage.2.4.0"
                "https://github.com/mirage/mirage-crypto/releases/download/v2.4.0/mirage-crypto-2.4.0.tbz"
              ]
              [
                "mirage-logs.3.0.0"
                "https://github.com/mirage/mirage-logs/releases/download/v3.0.0/mirage-logs-3.0.0.tbz"
              ]
              [
                "mirage-mtime.5.2.0"
                "https://github.com/mirage/mirage-mtime/releases/download/v5.2.0/mirage-mtime-5.2.0.tbz"
              ]
              [
                "mirage-ptime.5.2.0"
                "https://github.com/mirage/mirage-ptime/releases/download/v5.2.0/mirage-ptime-5.2.0.tbz"
              ]
              [
                "mirage-runtime.4.11.2"
                "https://github.com/mirage/mirage/releases/download/v4.11.2/mirage-4.11.2.tbz"
              ]
              [
                "mirage-sleep.4.1.0"
                "https://github.com/mirage/mirage-sleep/releases/download/v4.1.0/mirage-sleep-4.1.0.tbz"
              ]
              [
                "mirage-solo5.0.10.0"
                "https://github.com/mirage/mirage-solo5/releases/download/v0.10.0/mirage-solo5-0.10.0.tbz"
              ]
              [
                "mtime.2.1.0+dune"
                "https://github.com/dune-universe/mtime/releases/download/v2.1.0%2Bdune/mtime-2.1.0.dune.tbz"
              ]
              [
                "ocplib-endian.1.2"
                "https://github.com/OCamlPro/ocplib-endian/archive/refs/tags/1.2.tar.gz"
              ]
              [
                "ptime.1.2.0+dune"
                "https://github.com/dune-universe/ptime/releases/download/v1.2.0%2Bdune/ptime-1.2.0.dune.tbz"
              ]
            ]
            x-opam-monorepo-cli-args: [
              "--require-cross-compile"
              "--build-only"
              "hello-spt"
              "-l"
              "mirage/hello-spt.opam.locked"
              "--ocaml-version"
              "5.3.0"
            ]
            x-opam-monorepo-duniverse-dirs: [
              [
                "https://github.com/OCamlPro/ocplib-endian/archive/refs/tags/1.2.tar.gz"
                "ocplib-endian"
                [
                  "md5=8d5492eeb7c6815ade72a7415ea30949"
                  "sha512=2e70be5f3d6e377485c60664a0e235c3b9b24a8d6b6a03895d092c6e40d53810bfe1f292ee69e5181ce6daa8a582bfe3d59f3af889f417134f658812be5b8b85"
                ]
              ]
              [
                "https://github.com/backtracking/bheap/releases/download/2.0.0/bheap-2.0.0.tbz"
                "bheap"
                [
                  "sha256=5f43d7b237bc87b07097f60eae2b32de64e644158308da338bf1512014bdf636"
                  "sha512=90dcf2b3856b25f8ec7204d3596b64dfc264e9158ea84e8c2f15e3980c45ef888b7a969e613f31a626aebc4c5963a09b4fd3c3b95beba7d3159ff42080193841"
                ]
              ]
              [
                "https://github.com/dune-universe/cmdliner/releases/download/v2.1.1%2Bdune/cmdliner-2.1.1.dune.tbz"
                "cmdliner"
                [
                  "sha256=ff11b7206e0a8469b73b9f419cf59bb386a3b2cd815366fcc5cbaf3283952fd6"
                  "sha512=4e9534d0d2896cc80ae0e3aaa9a64b09044be16f0c571118d8f4367009b912f6d3ebeeeddab2ac4567ec9339d365f9f97802858acf86753e90e500301d019f77"
                ]
              ]
              [
                "https://github.com/dune-universe/fmt/releases/download/v0.11.0%2Bdune/fmt-0.11.0.dune.tbz"
                "fmt"
                [
                  "sha256=1df182f0851793f2a250ac6d957d188eb5c37d658a7bfd29a6498bce022fec30"
                  "sha512=d1a91b65752977f2492abf39f43d121559d50da822e6c1f3b641240e203db45dca6b1e2bc6c4adbf39d59e81ad80d61963ac7ce17ac7ba8317e433967a99d00f"
                ]
              ]
              [
                "https://github.com/dune-universe/logs/releases/download/v0.10.0%2Bdune/logs-0.10.0.dune.tbz"
                "logs"
                [
                  "sha256=4b96a00c0f1f58972634d3f63e83c15de70cf5b6fbd2345b26059b20f093d97e"
                  "sha512=62d6c40317b0c33e566b0135b22c5ab2be3be0efd0163b1686a316795428e1c07378b46ef6d9f01c80d173f68d4b74a5a83766ff93f285cf2a95ddd644d7067d"
                ]
              ]
              [
                "https://github.com/dune-universe/mtime/releases/download/v2.1.0%2Bdune/mtime-2.1.0.dune.tbz"
                "mtime"
                [
                  "sha256=8bef7b726925a19857ad9b0be10c1914152f401e6792354678508389dcc0e27c"
                  "sha512=f825f04a2d2e228f12efa11443b8ab6ec2b961b173a29b042b1cce6267439f423b57bd83c6dbf7c0e3bee6460fced93b7146a62c7da0bd6e8a2bd008c81a70e1"
                ]
              ]
              [
                "https://github.com/dune-universe/ptime/releases/download/v1.2.0%2Bdune/ptime-1.2.0.dune.tbz"
                "ptime"
                [
                  "sha256=594296fccd06b94e09378356613b0dd3917218882b7d21cc0bb9c35c17b3c6ec"
                  "sha512=2cbe42776cb4f41908c5ec1dd8b7bb1dac9ad49713c4a8ffc24b2315f64e6c0ffd643a8934ee61cc3c91b568aa6e0f857a4f5da9a39f3f8bdaeba4dc909d251a"
                ]
              ]
              [
                "https://github.com/hannesm/domain-name/releases/download/v0.5.0/domain-name-0.5.0.tbz"
                "domain-name"
                [
                  "sha256=9ec7ae2c22772c150b84cfa3f21d9bf25fae14a796f31e20df52d86f46499d89"
                  "sha512=923acab434ebb197f44075711030fd1b7f61783e20cc6f74387ce0acf1bc5f48eb8a8a5e29d3440e7c249ab00673e250ddfdc7e53d71c5a1613f1dbb557c0ae1"
                ]
              ]
              [
                "https://github.com/hannesm/duration/releases/download/v0.3.1/duration-0.3.1.tbz"
                "duration"
                [
                  "sha256=cd88da693951e1212ea83e24ce17f767e95a39a9ce2adda0654b32d75ce68c13"
                  "sha512=248fec8ba9ebf6ac7cc91055307496658974e402bb9de6d37027fbe51b6708247530392cc60f954cf8d7ed8a03ce0d2da440fbd9f8720e398a446e0a43f590ad"
                ]
              ]
              [
                "https://github.com/kit-ty-kate/bytes/archive/v0.1.0.tar.gz"
                "bytes"
                [
                  "sha256=795b9bf545841714aaf0e517b62834a589937f65ad815ed4589ea56fa614d238"
                ]
              ]
              [
                "https://github.com/mirage/cmdliner-stdlib/releases/download/1.0.1/cmdliner-stdlib-1.0.1.tbz"
                "cmdliner-stdlib"
                [
                  "sha256=19b5b963c21b6fe98d2f62e404e53611c3bcc7baf538efd01f598ef928257aae"
                  "sha512=bfb47467967e662e22163de0714642eb3a4cec05c85e0d76b0a5eebe75e2d3b1a3273432b58e1e4ab078026597182dd9d517832405bf00ef02d7751d0b3c9ece"
                ]
              ]
              [
                "https://github.com/mirage/digestif/releases/download/v1.3.1/digestif-1.3.1.tbz"
                "digestif"
                [
                  "sha256=3927949a56d435ac2106cdb8394400bff989d44567eba9038e47db266cc88466"
                  "sha512=436dcd82081aa03b6d3424629950dbc64212c6281e241dad5e39812d58f2e5ddd52e0138840ad92e172baffbae81d1d34df8f5d893b83c734ac53cd95cad2707"
                ]
              ]
              [
                "https://github.com/mirage/eqaf/releases/download/v0.10/eqaf-0.10.tbz"
                "eqaf"
                [
                  "sha256=67d1369c57c4d2d14a10d02632d45e355224abeb98aec08979c0bae5843092ee"
                  "sha512=7f75b5d5667e3605f8d95e2d6fda40953129033e6a342ee2c98ee4135c2428e1db87547971868605ab989374757c47c21c5397d4c3da578952d716826a156979"
                ]
              ]
              [
                "https://github.com/mirage/metrics/releases/download/v0.5.0/metrics-0.5.0.tbz"
                "metrics"
                [
                  "sha256=df356380909d06461bcd097ef6063ca9f3c51365f476a797c03664b53c05715d"
                  "sha512=06e0aef8ba7a09a350cbf7219822c01047afcc9cd2870ca153040e1232d2b8560882ae6823e7797f061fa0b34da750d88365c8817cd025715b2e891320d77c19"
                ]
              ]
              [
                "https://github.com/mirage/mirage-bootvar/releases/download/v1.0.1/mirage-bootvar-1.0.1.tbz"
                "mirage-bootvar"
                [
                  "sha256=12e5efb6dda76a9dc1ee363b9d831e9cea9a98b4d0aeec8527c2b6b5167806ad"
                  "sha512=306decf2278ca021c71934c9a99036d7b958698a3fe5b618fa7618e0b89d9e8ea901db0e2ff0ac31bf1a939a22105a9bf6240649b2e63ce6230e75dbf75c3449"
                ]
              ]
              [
                "https://github.com/mirage/mirage-crypto/releases/download/v2.4.0/mirage-crypto-2.4.0.tbz"
                "mirage-crypto"
                [
                  "sha256=cd215ea3267a22ae7d910590f4f7ed82d2dc575206191f5bba9b49bb9240b5db"
                  "sha512=378b9ae826212471c4820636fa0be27a33013ecf801ba7202fbf0bbf8ac20b1072f782d34b868e5491616ef93bd7c0ec81f9705f7afd287b2ac595a913d32401"
                ]
              ]
              [
                "https://github.com/mirage/mirage-logs/releases/download/v3.0.0/mirage-logs-3.0.0.tbz"
                "mirage-logs"
                [
                  "sha256=a6db7dfc3afd87e5b78fff52007a56bca6672207ae067e68c63ef69318926750"
                  "sha512=dd97fcb18913e80cc7acd2a54968a9fe863dccae80dd42ad8e232924371c4e22c7dcbdbc92c33107ebfa12ba1d83caefb08a4ccfff49e082b0b25c94d58adb8d"
                ]
              ]
              [
                "https://github.com/mirage/mirage-mtime/releases/download/v5.2.0/mirage-mtime-5.2.0.tbz"
                "mirage-mtime"
                [
                  "sha256=91a04352a405d5215e724bbce624675fd8e2d7c4e36d3225cf806546e44089bf"
                  "sha512=5ffc9570c2d939d3deee1ca0b12ba49c9332ec141bf847edd7c4c8fbe274bf1f4a4ac5b74a7acdb30d1cbf81783bd71b66e83cfa7af1a7e80a1406edafcec110"
                ]
              ]
              [
                "https://github.com/mirage/mirage-ptime/releases/download/v5.2.0/mirage-ptime-5.2.0.tbz"
                "mirage-ptime"
                [
                  "sha256=60e5a926b7d0286f64842c0f6f99595ed7fe7e2a783740750009f663dcd12f28"
                  "sha512=c8f6ba732bf103fa6509708f58e4f7fe3b317d3c35d62662df2454a04cc3278f036eee125a4a6d12f4cd24d3c6aaf49bb46f3fc5a76bff5c6282c915de0a631f"
                ]
              ]
              [
                "https://github.com/mirage/mirage-sleep/releases/download/v4.1.0/mirage-sleep-4.1.0.tbz"
                "mirage-sleep"
                [
                  "sha256=0a81e5e0b8066c00ed0ef59bdead2ef1a321da31d3f46bede3bbe4d0fce9d9bb"
                  "sha512=30b163bb6bf12d6e14463a286d1eafdc983ef7c687628147b0c42eea042ac490465934cd1bfd7ef6814a8bbcc9cacc9d536c858c2604d3d2ac0ed3fcf97c734d"
                ]
              ]
              [
                "https://github.com/mirage/mirage-solo5/releases/download/v0.10.0/mirage-solo5-0.10.0.tbz"
                "mirage-solo5"
                [
                  "sha256=885ceb22ce5c7d1176dabded6690279abefd2e89429383eac6ee57a73d975480"
                  "sha512=75dfdb6f90f0f2b10e2c2581f4d4f57794dd0bf5fe09e929714977c803ddb6450d6ddbfb58d88a0dfd8c87ce4a3bc84bee764e1b8a0c3c3b6539b3e5f934eb39"
                ]
              ]
              [
                "https://github.com/mirage/mirage/releases/download/v4.11.2/mirage-4.11.2.tbz"
                "mirage"
                [
                  "sha256=2cbd7924f82d85ad8ed6bab2f8dc95e6bd15a723532193b56af01813ab20b1a7"
                  "sha512=995dd413d02cf279d4de4178d0fda61fdcbad9518f2b114eb76d0c16cd4eeb602fbd44a8916e29b62b307fca9a5f374f7c3d104287f4f7ee9c89e706876a9895"
                ]
              ]
              [
                "https://github.com/mirage/ocaml-ipaddr/releases/download/v5.6.2/ipaddr-5.6.2.tbz"
                "ocaml-ipaddr"
                [
                  "sha256=08a3fa6e6411490b6661e5b10229ea9ec6b8c3738e9f6b255859b13f145be136"
                  "sha512=719f32fd5a5c854ff5af2c668d20f9c4de4659a3d7d03d260e537ab402d9dd85a5350e611bfc3b8df10f6be02b5941d55a96cd2b4dccc0ad2710c95a51373bd8"
                ]
              ]
              [
                "https://github.com/ocaml-community/cppo/archive/v1.8.0.tar.gz"
                "cppo"
                [
                  "md5=a197cb393b84f6b30e0ff55080ac429b"
                  "sha512=3840725b767a0300bdc48f11d26d798bdcae0a764ed6798df3a08dfc8cc76fe124b14a19d47c9b5ea8e229d68b0311510afce77c0e4d9131fbda5116dc2689a2"
                ]
              ]
              [
                "https://github.com/ocaml-dune/csexp/releases/download/1.5.2/csexp-1.5.2.tbz"
                "csexp"
                [
                  "sha256=1a14dd04bb4379a41990248550628c77913a9c07f3c35c1370b6960e697787ff"
                  "sha512=be281018bcfc20d4db14894ef51c4b836d6338d2fdfe22e63d46f405f8dea7349e16f1c0ecd65f73d4c85a2a80e618cdbb8c9dafcbb9f229f04f1adca5b1973c"
                ]
              ]
              [
                "https://github.com/ocaml/dune/releases/download/3.24.2/dune-3.24.2.tbz"
                "dune_"
                [
                  "sha256=472798691b0216daf538709f0f4703b3617ef24ad0866c9096068baaba4d762a"
                  "sha512=13082a66a28e940d4b3c9f78b556f6c1455987cd522355ba4502e01e60a3d002d3101b51284726ae21aa87494efa2dc54d016173f05b616bbc5dad714d5714a3"
                ]
              ]
              [
                "https://github.com/ocsigen/lwt/archive/refs/tags/6.1.2.tar.gz"
                "lwt"
                [
                  "md5=00bc7eb2772a28530f7365a7040f0c4f"
                  "sha512=a4737a2fc44aaeedca46ec6134c07013d5cf44039a988a6e79a40715a53e43601d4c91bbf11a8e89540528d912b8fa487e3068465c136c1156a872258eb3443b"
                ]
              ]
            ]
            x-opam-monorepo-opam-provided: [
              "mirage" "ocaml-solo5" "opam-monorepo" "solo5"
            ]
            x-opam-monorepo-root-packages: ["hello-spt"]
            x-opam-monorepo-version: "0.3"
            ",
              "stages": [
                "configure",
                "lock",
                "install-switch",
                "pull",
                "build",
              ],
              "versions": {
                "dune": "3.24.2",
                "make": "4.3",
                "mirage": "4.11.2",
                "ocaml": "5.3.0",
                "ocamlfind": "1.9.8",
                "opam": "2.1.2",
                "opam-monorepo": "0.4.3",
                "solo5": "0.12.1",
              },
            }
        `);
    });
});
