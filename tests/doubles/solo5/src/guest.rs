//! What stands for the guest: it speaks and ends as a MirageOS unikernel does, and serves the quickstart's page.

use crate::args::{self, Addresses, Args};
use crate::card::Card;
use crate::net::Network;
use crate::server::Server;
use crate::site::Site;
use crate::tap::Tap;
use crate::console;
use std::process::exit;
use std::thread;

const BANNER: &str = r"            |      ___|
  __|  _ \  |  _ \ __ \
\__ \ (   | | (   |  ) |
____/\___/ _|\___/____/
Solo5: Bindings version v0.12.1";

/// What the page says, unless the arguments have `--hello=`.
const GREETING: &str = "Hello from a unikernel!";

const LEAST_MIB: usize = 8;

pub struct Machine {
    pub memory_mib: usize,
    pub card: Option<Tap>,
    pub arguments: Vec<String>,
}

pub fn run(Machine { memory_mib, card, arguments }: Machine) -> ! {
    console::init();
    println!("{BANNER}\nSolo5: Memory map: {memory_mib} MB addressable:\nSolo5:   reserved @ (0x0 - 0xfffff)");
    if memory_mib < LEAST_MIB {
        println!("Fatal error: Not enough heap memory to reserve minor heaps\nAborted\nSolo5: solo5_abort() called");
        exit(255);
    }
    let args = understand(&arguments.join(" "));
    let Some(card) = card else {
        say("ready");
        loop {
            thread::park();
        }
    };
    serve(card, args.addresses, args.hello.as_deref().unwrap_or(GREETING))
}

/// Does what the arguments say, and answers those of them that are about what is served.
fn understand(line: &str) -> Args {
    let mut served = Vec::new();
    for word in args::split_words(line).unwrap_or_else(|problem| misunderstood(&problem)) {
        let (name, value) = word.split_once('=').unwrap_or((&word, ""));
        match name {
            "--hello" => {
                say(value);
                served.push(escape(&word));
            }
            "--ipv4" | "--ipv4-gateway" | "--ipv6" | "--ipv6-gateway" => served.push(escape(&word)),
            "--logs" | "--name" => {}
            "--exit" => end(value.parse().unwrap_or_else(|_| misunderstood(&format!("not a status: {value}")))),
            "--help" => {
                println!("NAME\n       hello");
                end(63)
            }
            "--raise" => {
                println!("Fatal error: exception Failure(\"boom\")");
                end(2)
            }
            _ if name.starts_with("--") => {
                println!("Usage: hello [--help] [OPTION]…");
                misunderstood(&format!("unknown option '{name}'."))
            }
            _ => misunderstood(&format!("too many arguments, don't know what to do with '{word}'")),
        }
    }
    Args::parse(served.join(" ").as_bytes()).unwrap_or_else(|problem| misunderstood(&problem))
}

/// For its way back into a line.
fn escape(word: &str) -> String {
    word.chars().flat_map(|character| ['\\', character]).collect()
}

fn misunderstood(problem: &str) -> ! {
    println!("hello: {problem}");
    end(64)
}

fn end(status: i32) -> ! {
    println!("Solo5: solo5_exit({status}) called");
    exit(status)
}

fn say(text: &str) {
    log::info!(target: "application", "{text}");
}

fn serve(card: Tap, addresses: Addresses, greeting: &str) -> ! {
    let network = Network::new(Card::new(Box::new(card)), addresses);
    say("ready");
    Server::new(Site::new(greeting)).run(network)
}
