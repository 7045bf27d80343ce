//! As much of HTTP/1.1 as a server of pages needs.

use alloc::{format, string::String};
use core::str;

pub const OK: Status = "200 OK";
pub const BAD_REQUEST: Status = "400 Bad Request";
pub const NOT_FOUND: Status = "404 Not Found";
pub const METHOD_NOT_ALLOWED: Status = "405 Method Not Allowed";
pub const REQUEST_TIMEOUT: Status = "408 Request Timeout";
pub const HEAD_TOO_LARGE: Status = "431 Request Header Fields Too Large";
pub const VERSION_NOT_SUPPORTED: Status = "505 HTTP Version Not Supported";

pub type Status = &'static str;

pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    version: &'a str,
}

/// The request whose head is at the start of what was received. Nothing while it isn't complete;
/// an error as soon as it can't become one.
pub fn parse(received: &[u8]) -> Result<Option<Request<'_>>, Status> {
    let mut rest = received;
    let Some(first_line) = take_line(&mut rest) else {
        // What isn't text, such as TLS, won't become a request.
        let is_text = received.iter().all(|&byte| byte == b'\r' || !byte.is_ascii_control());
        return if is_text { Ok(None) } else { Err(BAD_REQUEST) };
    };
    let request = parse_request_line(first_line)?;
    let mut hosts = 0;
    loop {
        match take_line(&mut rest) {
            None => return Ok(None),
            Some(b"") => break,
            Some(field) => hosts += usize::from(field_name(field)?.eq_ignore_ascii_case(b"host")),
        }
    }
    if hosts > 1 || (hosts == 0 && request.version != "HTTP/1.0") {
        return Err(BAD_REQUEST);
    }
    Ok(Some(request))
}

fn take_line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let line = &rest[..end];
    *rest = &rest[end + 1..];
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

fn parse_request_line(line: &[u8]) -> Result<Request<'_>, Status> {
    let text = str::from_utf8(line).map_err(|_| BAD_REQUEST)?;
    let mut words = text.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(BAD_REQUEST);
    };
    if !is_token(method.as_bytes()) || target.is_empty() || target.contains(|c: char| c.is_control()) {
        return Err(BAD_REQUEST);
    }
    match version.as_bytes() {
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'0'..=b'9'] => {
            Ok(Request { method, path: path_of(target), version })
        }
        [b'H', b'T', b'T', b'P', b'/', b'0'..=b'9', b'.', b'0'..=b'9'] => Err(VERSION_NOT_SUPPORTED),
        _ => Err(BAD_REQUEST),
    }
}

/// Proxies may send the whole URL.
fn path_of(target: &str) -> &str {
    let path = match target.strip_prefix("http://") {
        Some(rest) => rest.find('/').map_or("/", |start| &rest[start..]),
        None => target,
    };
    path.split('?').next().unwrap_or(path)
}

fn field_name(field: &[u8]) -> Result<&[u8], Status> {
    let colon = field.iter().position(|&byte| byte == b':').ok_or(BAD_REQUEST)?;
    let (name, value) = field.split_at(colon);
    let is_clean = value.iter().all(|&byte| byte == b'\t' || !byte.is_ascii_control());
    if is_token(name) && is_clean { Ok(name) } else { Err(BAD_REQUEST) }
}

fn is_token(word: &[u8]) -> bool {
    let is_allowed = |&byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !word.is_empty() && word.iter().all(is_allowed)
}

pub struct Response {
    pub head: String,
    pub body: &'static str,
}

impl Response {
    pub fn new(status: Status, content_type: &str, body: &'static str) -> Response {
        // There is no clock to take a Date from; a server without one sends none.
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n{}Connection: close\r\n\r\n",
            body.len(),
            if status == METHOD_NOT_ALLOWED { "Allow: GET, HEAD\r\n" } else { "" },
        );
        Response { head, body }
    }

    pub fn error(status: Status) -> Response {
        Response::new(status, "text/plain", status)
    }

    pub fn without_body(self) -> Response {
        Response { body: "", ..self }
    }
}
