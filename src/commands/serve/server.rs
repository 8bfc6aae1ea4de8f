//! The server: one thread a connection, one request a connection, and a limit to everything that a client decides.
//! A connection is cheap and short; whoever keeps one without need loses it when others wait.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::super::clock;
use super::answer::{Answer, Body, answer};
use super::cannot_listen;
use super::request::{self, Refusal};
use super::site::Site;
use crate::diagnostics::Diagnostic;

/// Ports that are tried first, so that an address mostly stays the same from one day to the next.
const PORTS: std::ops::RangeInclusive<u16> = 4180..=4189;
/// Connections at a time: well below what a system lets one program open.
const MOST: usize = 400;
/// What drawing a chart needs, many times over; only what is used is real.
const STACK: usize = 2 * 1024 * 1024;
/// How long a connection is left alone while others wait.
const GRACE: Duration = Duration::from_secs(1);
/// How long a client may take to fetch a piece of an answer.
const FETCH: Duration = Duration::from_secs(10);
/// How often a silent stream shows whether somebody still listens.
const BEAT: Duration = Duration::from_secs(5);
/// What is read of a request after its answer, so that the answer is not lost with it.
const LINGER: u64 = 1024 * 1024;

/// A port of this machine that only this machine reaches, and its address.
pub(super) fn listen(port: Option<u16>) -> Result<(TcpListener, String), Diagnostic> {
    let listener = match port {
        Some(port) => bind(port).map_err(|error| {
            cannot_listen(format!("cannot listen on port {port}: {error}"))
                .hint("leave `--port` out: a free one is found")
        })?,
        None => (PORTS.chain([0]).find_map(|port| bind(port).ok()))
            .ok_or_else(|| cannot_listen("no port of this machine is free".to_owned()))?,
    };
    let address = listener.local_addr().map_err(|error| cannot_listen(format!("a port without address: {error}")))?;
    Ok((listener, format!("http://{address}/")))
}

fn bind(port: u16) -> io::Result<TcpListener> {
    let bind = |address: SocketAddr| TcpListener::bind(address);
    match bind((Ipv4Addr::LOCALHOST, port).into()) {
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => bind((Ipv6Addr::LOCALHOST, port).into()),
        bound => bound,
    }
}

/// Answers until the program ends.
pub(super) fn serve(listener: &TcpListener, site: &Arc<Site>) {
    let open = Arc::new(Connections::default());
    for number in 0_u64.. {
        open.make_room();
        let Ok((stream, _)) = listener.accept() else {
            // The system has nothing to give: it will, once others are done.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let connection = Connections::add(&open, number, stream);
        let site = Arc::clone(site);
        // Without a thread the connection is dropped, and closed by that.
        let _ = thread::Builder::new().stack_size(STACK).spawn(move || handle(&connection.stream, &site));
    }
}

/// What is open, the oldest first.
#[derive(Default)]
struct Connections(Mutex<BTreeMap<u64, (Instant, Arc<TcpStream>)>>);

/// One of them, until it is dropped.
struct Connection {
    stream: Arc<TcpStream>,
    number: u64,
    all: Arc<Connections>,
}

impl Connections {
    fn add(all: &Arc<Self>, number: u64, stream: TcpStream) -> Connection {
        let stream = Arc::new(stream);
        all.list().insert(number, (clock::instant(), Arc::clone(&stream)));
        Connection { stream, number, all: Arc::clone(all) }
    }

    /// Waits until there is room for one more: the oldest goes if it has had its time.
    fn make_room(&self) {
        loop {
            let mut list = self.list();
            if list.len() < MOST {
                return;
            }
            if let Some(oldest) = list.first_entry().filter(|oldest| oldest.get().0.elapsed() > GRACE) {
                let (_, stream) = oldest.remove();
                // Its thread notices, and ends.
                let _ = stream.shutdown(Shutdown::Both);
            } else {
                drop(list);
                thread::sleep(Duration::from_millis(5));
            }
        }
    }

    fn list(&self) -> MutexGuard<'_, BTreeMap<u64, (Instant, Arc<TcpStream>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.all.list().remove(&self.number);
    }
}

fn handle(stream: &TcpStream, site: &Site) {
    let (answer, is_head) = match request::read(stream) {
        Ok(request) => (answer(site, &request), request.is_head),
        Err(Refusal::Refused(status, why)) => (Answer::text(status, why), false),
        Err(Refusal::Gone) => return,
    };
    // A client that does not fetch its answer has gone, or soon will have.
    if write(stream, site, &answer, is_head).is_ok() {
        linger(stream);
    }
}

fn write(mut stream: &TcpStream, site: &Site, answer: &Answer, is_head: bool) -> io::Result<()> {
    stream.set_write_timeout(Some(FETCH))?;
    stream.set_nodelay(true)?;
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n",
        answer.status,
        reason(answer.status),
        answer.kind
    );
    let body = answer.body.bytes();
    if !matches!(answer.body, Body::Stream) {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    if answer.status == 405 {
        head += "Allow: GET, HEAD\r\n";
    }
    // Both were read as an address of this site: there is no line break in them.
    if let Some(location) = &answer.location {
        head += &format!("Location: {location}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    match answer.body {
        _ if is_head => Ok(()),
        Body::Stream => tell_changes(stream, site),
        Body::Bytes(_) | Body::File(_) => stream.write_all(body),
    }
}

/// Server-sent events: the state's name now, and whenever it is another one.
fn tell_changes(mut stream: &TcpStream, site: &Site) -> io::Result<()> {
    let mut told = String::new();
    stream.write_all(b"retry: 500\n\n")?;
    loop {
        let name = site.wait(&told, BEAT);
        if name == told {
            stream.write_all(b":\n\n")?;
        } else {
            stream.write_all(format!("data: {name}\n\n").as_bytes())?;
            told = name;
        }
    }
}

/// Closing while the client still sends would take the answer back.
fn linger(mut stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
    let _ = io::copy(&mut (&mut stream).take(LINGER), &mut io::sink());
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
