//! `cargo xtask serve`: the built page on this machine's own address, and nothing but the page.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::project::Project;

const DEFAULT_PORT: u16 = 8000;
/// Longest request that is read; a browser's are a tenth of it.
const LONGEST_HEAD: u64 = 16 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// A port that was asked for is used or refused; the default gives way to the next free one.
    port: Option<u16>,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        match words {
            [] => Ok(Self { port: None }),
            ["--port", number] => match number.parse() {
                Ok(port) => Ok(Self { port: Some(port) }),
                Err(_) => bail!("`{number}` is not a port; ports are 0 to 65535"),
            },
            _ => bail!("`serve` takes `--port N` and nothing else"),
        }
    }
}

pub(crate) fn run(project: &Project, options: Options) -> Result<()> {
    build::run(project)?;
    let root = project.path("www/dist");
    let root = root.canonicalize().with_context(|| format!("the build made no {}", root.display()))?;
    let listener = listen(options)?;
    println!("serving on http://{}/ (end with Ctrl-C)", listener.local_addr()?);
    for stream in listener.incoming() {
        let root = root.clone();
        // A browser that goes away in the middle of an answer is not an error of ours.
        thread::spawn(move || stream.and_then(|stream| answer(&root, &stream)));
    }
    Ok(())
}

fn listen(options: Options) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match options.port {
        Some(port) => bind(port).with_context(|| format!("port {port} cannot be used")),
        None => (DEFAULT_PORT..=u16::MAX).find_map(|port| bind(port).ok()).context("no port is free"),
    }
}

fn answer(root: &Path, mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    // The headers change nothing here, but a browser wants them read before it reads the answer.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let response = respond(root, &first);
    stream.write_all(&response.bytes(first.starts_with("HEAD ")))
}

#[derive(Debug, PartialEq, Eq)]
struct Response {
    status: &'static str,
    headers: String,
    body: Vec<u8>,
}

impl Response {
    fn refusal(status: &'static str) -> Self {
        Self { status, headers: "Content-Type: text/plain\r\n".to_owned(), body: format!("{status}\n").into_bytes() }
    }

    fn bytes(&self, head_only: bool) -> Vec<u8> {
        let mut bytes = format!(
            "HTTP/1.1 {}\r\n{}Content-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            self.status,
            self.headers,
            self.body.len()
        )
        .into_bytes();
        if !head_only {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

/// The answer to a request line. `root` is canonical.
fn respond(root: &Path, request: &str) -> Response {
    let mut words = request.split(' ');
    let (Some(method), Some(target), Some(_)) = (words.next(), words.next(), words.next()) else {
        return Response::refusal("400 Bad Request");
    };
    if !matches!(method, "GET" | "HEAD") {
        let mut refusal = Response::refusal("405 Method Not Allowed");
        refusal.headers.push_str("Allow: GET, HEAD\r\n");
        return refusal;
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(file) = locate(root, path) else {
        return Response::refusal("404 Not Found");
    };
    if file.is_dir() {
        // Only with the slash do the relative links of its index.html fit.
        return Response {
            status: "301 Moved Permanently",
            headers: format!("Location: {path}/\r\n"),
            body: Vec::new(),
        };
    }
    match fs::read(&file) {
        Ok(body) => Response { status: "200 OK", headers: format!("Content-Type: {}\r\n", media_type(&file)), body },
        Err(_) => Response::refusal("404 Not Found"),
    }
}

/// The file or folder inside `root` that a URL's path names.
fn locate(root: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(path)?;
    let names = decoded.strip_prefix('/')?;
    let mut file = root.to_path_buf();
    for name in names.split('/') {
        if name == ".." || name == "." || name.contains(['\\', '\0', ':']) {
            return None;
        }
        // An empty last name turns `folder` into `folder/`, which below becomes its index.html.
        file.push(name);
    }
    if names.is_empty() || names.ends_with('/') {
        file.push("index.html");
    }
    // A link may lead out of the folder; what it leads to counts.
    file.canonicalize().ok().filter(|file| file.starts_with(root))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?].map(|digit| char::from(digit).to_digit(16));
            let [Some(high), Some(low)] = digits else {
                return None;
            };
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, Path, PathBuf, Response, fs, media_type, respond};

    /// A folder with a page, beside a file that must stay where it is.
    struct Site {
        folder: PathBuf,
        root: PathBuf,
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn site(name: &str) -> Site {
        let name = format!("xtask-serve-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let root = folder.join("site");
        fs::create_dir_all(root.join("sub dir")).unwrap();
        fs::write(root.join("index.html"), "front").unwrap();
        fs::write(root.join("sub dir/index.html"), "inner").unwrap();
        fs::write(root.join("a.mjs"), "code").unwrap();
        fs::write(folder.join("secret"), "secret").unwrap();
        Site { root: root.canonicalize().unwrap(), folder }
    }

    fn get(site: &Site, target: &str) -> Response {
        respond(&site.root, &format!("GET {target} HTTP/1.1"))
    }

    #[test]
    fn files_are_served_with_their_type() {
        let site = site("files");
        let response = get(&site, "/a.mjs?x=1");
        assert_eq!(response.status, "200 OK");
        assert_eq!(response.headers, "Content-Type: text/javascript; charset=utf-8\r\n");
        assert_eq!(response.body, b"code");
    }

    #[test]
    fn a_folder_stands_for_its_index() {
        let site = site("index");
        assert_eq!(get(&site, "/").body, b"front");
        assert_eq!(get(&site, "/sub%20dir/").body, b"inner");
    }

    #[test]
    fn a_folder_without_its_slash_is_sent_to_it() {
        let site = site("slash");
        let response = get(&site, "/sub%20dir");
        assert_eq!(response.status, "301 Moved Permanently");
        assert_eq!(response.headers, "Location: /sub%20dir/\r\n");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let site = site("outside");
        for target in [
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/%2E%2E%2Fsecret",
            "/sub%20dir/../../secret",
            "/..\\secret",
            "//etc/passwd",
            "/etc/passwd",
            "/%00",
            "/%ff",
            "/%2",
            "../secret",
            "secret",
            "http://127.0.0.1/index.html",
        ] {
            assert_eq!(get(&site, target), Response::refusal("404 Not Found"), "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let site = site("link");
        std::os::unix::fs::symlink("../secret", site.root.join("link")).unwrap();
        assert_eq!(get(&site, "/link").status, "404 Not Found");
    }

    #[test]
    fn other_methods_are_refused() {
        let site = site("methods");
        assert_eq!(respond(&site.root, "POST / HTTP/1.1").status, "405 Method Not Allowed");
        assert_eq!(respond(&site.root, "nonsense").status, "400 Bad Request");
        assert_eq!(respond(&site.root, "").status, "400 Bad Request");
    }

    #[test]
    fn head_answers_without_the_body_but_with_its_length() {
        let site = site("head");
        let bytes = respond(&site.root, "HEAD / HTTP/1.1").bytes(true);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Content-Length: 5\r\n"));
        assert!(text.contains("Cache-Control: no-store\r\n"));
        assert!(text.ends_with("\r\n\r\n"));
    }

    #[test]
    fn wasm_has_the_type_that_streaming_compilation_asks_for() {
        assert_eq!(media_type(Path::new("x/dx_kasan.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn the_port_is_the_only_option() {
        assert_eq!(Options::parse(&["--port", "81"]).unwrap().port, Some(81));
        assert_eq!(Options::parse(&[]).unwrap().port, None);
        for words in [&["--port"][..], &["--port", "99999"], &["--prot", "1"]] {
            assert!(Options::parse(words).is_err());
        }
    }
}
