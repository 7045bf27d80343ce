//! The notes of a Solo5 executable, a 64-bit little-endian ELF file: what it is for, and which devices it declares.

const MAGIC: &[u8] = b"\x7fELF\x02\x01";
const NOTE_SEGMENT: u32 = 4;
const NOTE_SECTION: u32 = 7;

const MANIFEST: u32 = u32::from_le_bytes(*b"MFT1");
const ABI: u32 = u32::from_le_bytes(*b"ABI1");

const MANIFEST_VERSION: u32 = 1;
const MAX_ENTRIES: u32 = 64;
const HEADER_SIZE: usize = 12;
const ENTRY_SIZE: usize = 104;
const NAME_SIZE: usize = 68;

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Block = 1,
    Net = 2,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Block => "BLOCK_BASIC",
            Kind::Net => "NET_BASIC",
        }
    }
}

pub struct Device {
    pub name: String,
    pub kind: Kind,
}

/// The target, and the version of its interface.
pub fn abi(elf: &[u8]) -> Option<(u32, u32)> {
    let descriptor = descriptor(elf, ABI)?;
    Some((word(descriptor, 0)?, word(descriptor, 4)?))
}

pub fn manifest(elf: &[u8]) -> Option<&[u8]> {
    descriptor(elf, MANIFEST)
}

/// Nothing for a manifest that is not as it should be.
pub fn devices(manifest: &[u8]) -> Option<Vec<Device>> {
    let (version, count) = (word(manifest, 4)?, word(manifest, 8)?);
    let is_whole = manifest.len() == HEADER_SIZE + count as usize * ENTRY_SIZE;
    if version != MANIFEST_VERSION || !(1..=MAX_ENTRIES).contains(&count) || !is_whole {
        return None;
    }
    // The first is reserved.
    manifest[HEADER_SIZE..].chunks(ENTRY_SIZE).skip(1).map(device).collect()
}

fn device(entry: &[u8]) -> Option<Device> {
    let end = entry[..NAME_SIZE].iter().position(|&byte| byte == 0)?;
    let kind = match word(entry, NAME_SIZE)? {
        1 => Kind::Block,
        2 => Kind::Net,
        _ => return None,
    };
    Some(Device { name: String::from_utf8_lossy(&entry[..end]).into(), kind })
}

fn descriptor(elf: &[u8], kind: u32) -> Option<&[u8]> {
    if !elf.starts_with(MAGIC) {
        return None;
    }
    let segments = headers(elf, 32, 56, 56).filter(|header| word(header, 0) == Some(NOTE_SEGMENT));
    let sections = headers(elf, 40, 60, 64).filter(|header| word(header, 4) == Some(NOTE_SECTION));
    let ranges = segments.map(|header| (long(header, 8), long(header, 32)));
    let ranges = ranges.chain(sections.map(|header| (long(header, 24), long(header, 32))));
    ranges
        .filter_map(|(start, size)| {
            let start = start?;
            elf.get(start..start.checked_add(size?)?)
        })
        .find_map(|notes| find(notes, kind))
}

/// A table whose place and length are at those places of the file's header.
fn headers(elf: &[u8], place: usize, count: usize, size: usize) -> impl Iterator<Item = &[u8]> {
    let table = long(elf, place).and_then(|start| elf.get(start..)).unwrap_or_default();
    let count = elf.get(count..count + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
    table.chunks_exact(size).take(count.into())
}

fn find(mut notes: &[u8], kind: u32) -> Option<&[u8]> {
    loop {
        let (name_size, size) = (word(notes, 0)? as usize, word(notes, 4)? as usize);
        let name = notes.get(12..12 + name_size)?;
        let start = 12 + name_size.next_multiple_of(4);
        if name == b"Solo5\0" && word(notes, 8) == Some(kind) {
            return notes.get(start..start + size);
        }
        notes = notes.get(start + size.next_multiple_of(4)..)?;
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|found| u32::from_le_bytes(found.try_into().expect("4 bytes")))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 8).map(|found| u64::from_le_bytes(found.try_into().expect("8 bytes")) as usize)
}
