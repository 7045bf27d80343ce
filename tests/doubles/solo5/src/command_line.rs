//! Options, the kernel, and what is the guest's.

use crate::tender::Tender;

pub struct CommandLine {
    pub options: Vec<String>,
    pub kernel: String,
    pub arguments: Vec<String>,
}

impl CommandLine {
    /// Options end at `--` or at the first word that is none: the kernel. What follows it is the guest's.
    pub fn of(tender: Tender, words: impl Iterator<Item = String>) -> CommandLine {
        let mut words = words.peekable();
        let mut options = Vec::new();
        while let Some(option) = words.next_if(|word| word.starts_with('-')) {
            match option.as_str() {
                "--" => break,
                "--help" => tender.help(),
                "--version" => tender.version(),
                _ => options.push(option),
            }
        }
        let kernel = words.next().unwrap_or_else(|| tender.fail_with_usage("Missing KERNEL operand"));
        CommandLine { options, kernel, arguments: words.collect() }
    }
}
