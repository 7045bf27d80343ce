//! The manifest: which devices a host must attach, in the format of Solo5.
//!
//! It is a note in the ELF file. Tools read it from there; the unikernel itself doesn't.

const NETWORK: u32 = 2;
/// The format reserves the first entry.
const RESERVED: u32 = 0x4000_0000;

#[repr(C)]
struct Note {
    name_size: u32,
    descriptor_size: u32,
    kind: [u8; 4],
    name: [u8; 8],
    descriptor: Manifest,
}

#[repr(C)]
struct Manifest {
    padding: u32,
    version: u32,
    count: u32,
    entries: [Entry; 2],
}

#[repr(C)]
struct Entry {
    name: [u8; 68],
    kind: u32,
    filled_by_host: [u32; 8],
}

const fn entry(name: &str, kind: u32) -> Entry {
    let mut field = [0; 68];
    field.split_at_mut(name.len()).0.copy_from_slice(name.as_bytes());
    Entry { name: field, kind, filled_by_host: [0; 8] }
}

#[used]
#[unsafe(link_section = ".note.solo5.manifest")]
static MANIFEST: Note = Note {
    name_size: "Solo5\0".len() as u32,
    descriptor_size: size_of::<Manifest>() as u32,
    kind: *b"MFT1",
    name: *b"Solo5\0\0\0",
    descriptor: Manifest {
        padding: 0,
        version: 1,
        count: 2,
        entries: [entry("", RESERVED), entry("service", NETWORK)],
    },
};
