//! TCP connections: each takes one request, sends the response, and is closed.

use crate::clock;
use crate::http::{self, Response};
use crate::net::Network;
use crate::site::Site;
use alloc::{vec, vec::Vec};
use smoltcp::iface::{SocketHandle, SocketSet};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::time::{Duration, Instant};

pub const PORT: u16 = 80;

const MAX_CONNECTIONS: usize = 192;
const MAX_HEAD_SIZE: usize = 4096;
/// More than a whole segment larger, as no sender puts less than one into what place is left.
const RECEIVE_BUFFER_SIZE: usize = MAX_HEAD_SIZE + 2048;
const SEND_BUFFER_SIZE: usize = 2048;

/// How long a client may take to send its request, and then to receive the response.
const TIME_LIMIT: Duration = Duration::from_secs(10);

pub struct Server {
    site: Site,
    connections: Vec<Connection>,
}

struct Connection {
    handle: SocketHandle,
    /// Until when it may take; not yet while nobody has come.
    deadline: Option<Instant>,
    sending: Option<Sending>,
}

struct Sending {
    response: Response,
    sent: usize,
}

impl Server {
    pub fn new(site: Site) -> Server {
        Server { site, connections: Vec::new() }
    }

    pub fn run(mut self, mut network: Network) -> ! {
        loop {
            let now = clock::now();
            self.serve(&mut network.sockets, now);
            let received = network.receive(now);
            self.drop_double(&mut network.sockets);
            network.send(now);
            if !received && network.is_idle(now) {
                network.wait();
            }
        }
    }

    /// Does for every connection what can be done now. To be called before every frame is received: a
    /// listening socket becomes the connection of whoever comes first, and who finds none is refused.
    fn serve(&mut self, sockets: &mut SocketSet, now: Instant) {
        let mut is_listening = false;
        self.connections.retain_mut(|connection| {
            let socket = sockets.get_mut::<Socket>(connection.handle);
            match socket.state() {
                State::Listen => {
                    connection.deadline = None; // it had one if its last client vanished
                    is_listening = true;
                }
                // In TIME-WAIT nothing is left to do, and waiting would hold memory.
                State::Closed | State::TimeWait => {
                    sockets.remove(connection.handle);
                    return false;
                }
                _ => connection.advance(socket, &self.site, now),
            }
            true
        });
        if !is_listening && self.connections.len() < MAX_CONNECTIONS {
            self.connections.push(Connection { handle: sockets.add(listen()), deadline: None, sending: None });
        }
    }

    /// Who gets no answer in time asks again, and the listening socket may see that before the one that is
    /// theirs. Its own answer would be another, and one of the two would reset the connection. To be called
    /// after every frame is received, before anything is sent.
    fn drop_double(&mut self, sockets: &mut SocketSet) {
        let client = |connection: &Connection| sockets.get::<Socket>(connection.handle).remote_endpoint();
        let is_new = |connection: &Connection| connection.deadline.is_none() && client(connection).is_some();
        let Some(newest) = self.connections.iter().position(is_new) else { return };
        let came = client(&self.connections[newest]);
        let has_come = |connection: &Connection| connection.deadline.is_some() && client(connection) == came;
        if self.connections.iter().any(has_come) {
            sockets.remove(self.connections.swap_remove(newest).handle);
        }
    }
}

fn listen() -> Socket<'static> {
    let receive_buffer = SocketBuffer::new(vec![0; RECEIVE_BUFFER_SIZE]);
    let send_buffer = SocketBuffer::new(vec![0; SEND_BUFFER_SIZE]);
    let mut socket = Socket::new(receive_buffer, send_buffer);
    socket.set_ack_delay(None);
    socket.set_nagle_enabled(false);
    socket.listen(PORT).expect("a new socket can listen");
    socket
}

impl Connection {
    fn advance(&mut self, socket: &mut Socket, site: &Site, now: Instant) {
        let is_late = now >= *self.deadline.get_or_insert(now + TIME_LIMIT);
        match &mut self.sending {
            Some(_) if is_late => socket.abort(),
            Some(sending) => sending.advance(socket),
            None => {
                if let Some(response) = take_request(socket, site, is_late) {
                    self.deadline = Some(now + TIME_LIMIT);
                    self.sending.insert(Sending { response, sent: 0 }).advance(socket);
                }
            }
        }
    }
}

/// The response, as soon as what was received allows one.
fn take_request(socket: &mut Socket, site: &Site, is_late: bool) -> Option<Response> {
    let has_ended = socket.state() == State::CloseWait;
    // The request stays in the socket's buffer, so that it can be seen whole.
    let received = socket.peek(RECEIVE_BUFFER_SIZE).unwrap_or_default();
    match site.respond(received) {
        None if received.len() > MAX_HEAD_SIZE => Some(Response::error(http::HEAD_TOO_LARGE)),
        None if is_late => Some(Response::error(http::REQUEST_TIMEOUT)),
        None if has_ended => {
            socket.close();
            None
        }
        response => response,
    }
}

impl Sending {
    /// Gives the socket as much as it has place for; closes it at the end.
    fn advance(&mut self, socket: &mut Socket) {
        let Response { head, body } = &self.response;
        while self.sent < head.len() + body.len() {
            let rest = match self.sent.checked_sub(head.len()) {
                Some(sent_of_body) => &body.as_bytes()[sent_of_body..],
                None => &head.as_bytes()[self.sent..],
            };
            match socket.send_slice(rest) {
                Ok(0) | Err(_) => return,
                Ok(length) => self.sent += length,
            }
        }
        socket.close();
    }
}
