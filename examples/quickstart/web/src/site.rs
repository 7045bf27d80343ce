//! What is served: one page, and an error for everything else.

use crate::http::{self, Request, Response};
use alloc::string::String;

pub struct Site {
    page: &'static str,
}

impl Site {
    pub fn new(greeting: &str) -> Site {
        let page = include_str!("page.html").replace("{greeting}", &escape(greeting));
        Site { page: page.leak() }
    }

    /// The response to what was received. Nothing while the request isn't complete.
    pub fn respond(&self, received: &[u8]) -> Option<Response> {
        match http::parse(received) {
            Ok(Some(request)) => Some(self.respond_to(&request)),
            Ok(None) => None,
            Err(status) => Some(Response::error(status)),
        }
    }

    fn respond_to(&self, request: &Request) -> Response {
        let response = match (request.method, request.path) {
            ("GET" | "HEAD", "/") => Response::new(http::OK, "text/html; charset=utf-8", self.page),
            ("GET" | "HEAD", _) => Response::error(http::NOT_FOUND),
            _ => Response::error(http::METHOD_NOT_ALLOWED),
        };
        if request.method == "HEAD" { response.without_body() } else { response }
    }
}

/// Text as HTML.
fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut html, character| {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(character),
        }
        html
    })
}
