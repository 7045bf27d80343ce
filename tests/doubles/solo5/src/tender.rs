//! The two tenders, and how they refuse.

use std::fmt::Display;
use std::io;
use std::process::exit;

#[derive(Clone, Copy, PartialEq)]
pub enum Tender {
    Hvt,
    Spt,
}

pub const ABI_VERSION: u32 = 2;

const CORE_USAGE: &str = "[ CORE OPTIONS ] [ -- ] KERNEL [ ARGS ]
KERNEL is the filename of the unikernel to run.
ARGS are optional arguments passed to the unikernel.
Core options:
  [ --mem=512 ] (guest memory in MB)
    --help (display this help)
Compiled-in modules: core net block 
Compiled-in module options:
";

const EXEC_HEAP_USAGE: &str = "    --x-exec-heap (make the heap executable). WARNING: This option is dangerous and not recommended as it makes the heap and stack executable.
";

const DEVICE_USAGE: &str = "    --net:NAME=IFACE | @NN (attach tap at IFACE or at fd @NN as network NAME)
  [ --net-mac:NAME=HWADDR ] (set HWADDR for network NAME)
    --block:NAME=PATH (attach block device/file at PATH as block storage NAME)
  [ --block-sector-size:NAME=SECTORSIZE ] (set sector size for block device NAME; must be a power of two greater than or equal 512)
";

impl Tender {
    /// By the name of the program that was started.
    pub fn called(path: &str) -> Tender {
        if path.ends_with("solo5-hvt") { Tender::Hvt } else { Tender::Spt }
    }

    pub fn name(self) -> &'static str {
        match self {
            Tender::Hvt => "solo5-hvt",
            Tender::Spt => "solo5-spt",
        }
    }

    pub fn abi_target(self) -> u32 {
        match self {
            Tender::Hvt => 1,
            Tender::Spt => 2,
        }
    }

    /// Options that are neither memory nor a device's.
    pub fn takes(self, option: &str) -> bool {
        self == Tender::Spt && option == "--x-exec-heap"
    }

    pub fn warn(self, line: impl Display) {
        eprintln!("{}: {line}", self.name());
    }

    pub fn fail(self, line: impl Display) -> ! {
        self.warn(line);
        exit(1)
    }

    pub fn fail_with_usage(self, line: impl Display) -> ! {
        self.warn(line);
        self.help()
    }

    pub fn help(self) -> ! {
        let exec_heap = if self == Tender::Spt { EXEC_HEAP_USAGE } else { "" };
        eprint!("usage: {} {CORE_USAGE}{exec_heap}{DEVICE_USAGE}", self.name());
        exit(1)
    }

    pub fn version(self) -> ! {
        eprintln!("{} tender, version v0.12.1\nABI version {ABI_VERSION}", self.name());
        exit(0)
    }
}

/// What C says of an error; Rust adds its number.
pub fn words(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().into()
}
