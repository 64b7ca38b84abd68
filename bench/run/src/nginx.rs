//! An nginx with nothing to do but the same.

use crate::proxy::cpu_of;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Ends when it is dropped.
pub(crate) struct Nginx {
    child: Child,
    folder: PathBuf,
    pub(crate) port: u16,
}

impl Nginx {
    /// One that serves these bytes as the file `/answer.json`, with a worker a core.
    ///
    /// # Errors
    /// It is not installed or does not start.
    pub(crate) async fn serving(answer: &[u8]) -> Result<Self> {
        let folder = folder("serving")?;
        fs::create_dir_all(folder.join("files"))?;
        fs::write(folder.join("files/answer.json"), answer)?;
        let root = format!("root {}/files;", folder.display());
        Self::start(folder, "", &root).await
    }

    /// One that passes everything on to a port of this machine, over connections that stay, with a worker a core.
    ///
    /// # Errors
    /// It is not installed or does not start.
    pub(crate) async fn passing(upstream: u16) -> Result<Self> {
        let beside = format!("upstream vendor {{ server 127.0.0.1:{upstream}; keepalive 32; }}");
        // What was signed must arrive as it was sent, its host among it.
        let within = "location / { proxy_pass http://vendor; proxy_http_version 1.1; proxy_set_header Connection ''; \
                      proxy_set_header Host $http_host; }";
        Self::start(folder("passing")?, &beside, within).await
    }

    async fn start(folder: PathBuf, beside: &str, within: &str) -> Result<Self> {
        let port = free_port()?;
        let place = folder.display();
        let config = format!(
            "daemon off; worker_processes auto; pid {place}/nginx.pid; error_log {place}/error.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 100000000;\n\
             types {{ application/json json; }} client_body_temp_path {place}; proxy_temp_path {place}; fastcgi_temp_path {place};\n\
             uwsgi_temp_path {place}; scgi_temp_path {place};\n\
             {beside} server {{ listen 127.0.0.1:{port}; {within} }} }}\n"
        );
        fs::write(folder.join("nginx.conf"), config)?;
        // As root its workers would be somebody who may not read the folder.
        let user = if fs::metadata("/proc/self").is_ok_and(|about| is_roots(&about)) {
            "user root;"
        } else {
            ""
        };
        let child = Command::new(program()?)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .args(["-g", user])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start nginx")?;
        let nginx = Self {
            child,
            folder,
            port,
        };
        for _ in 0..100 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(nginx);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!(
            "nginx does not listen: {}",
            fs::read_to_string(nginx.folder.join("error.log")).unwrap_or_default()
        )
    }

    /// Processor time of its workers so far, seconds.
    ///
    /// # Errors
    /// There is no /proc.
    pub(crate) fn cpu(&self) -> Result<f64> {
        let children = format!("/proc/{0}/task/{0}/children", self.child.id());
        let workers = fs::read_to_string(children)?;
        let workers = workers.split_whitespace().filter_map(|id| id.parse().ok());
        workers.map(cpu_of).sum()
    }
}

fn folder(what: &str) -> Result<PathBuf> {
    let name = format!("originscope-bench-nginx-{what}-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[cfg(unix)]
fn is_roots(about: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(about) == 0
}

#[cfg(not(unix))]
fn is_roots(_about: &fs::Metadata) -> bool {
    false
}

fn program() -> Result<&'static Path> {
    let places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"].map(Path::new);
    places
        .into_iter()
        .find(|place| place.is_file())
        .context("nginx is not installed")
}

fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    ensure!(port > 0, "no port is free");
    Ok(port)
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master ends its workers when it is asked to, and leaves them behind when it is killed.
        let asked = Command::new("kill")
            .arg("-TERM")
            .arg(self.child.id().to_string())
            .status();
        if asked.is_ok() {
            let _status = self.child.wait();
        }
        let _left = fs::remove_dir_all(&self.folder);
    }
}
