//! nginx or Caddy before a proxy, run with the files of `deploy/`, of which only names, ports and folders are changed.

use crate::child::{Running, named};
use crate::proxy::root;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering};

/// Which program stands in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// How the page is hosted.
#[derive(Clone, Copy, Debug)]
pub struct Hosting {
    /// Who has its files.
    pub front: Front,
    /// Whether everything is below `/originscope/`.
    pub below: bool,
    /// What `config.json` says, in place of what the build put there. `PROXY` in it is the proxy's own origin.
    pub config_json: Option<&'static str>,
    /// What the proxy's configuration says besides: keys, then sections. `FRONT` in it is the front's origin.
    pub proxy: &'static str,
}

/// A front that runs; it ends and its folder goes when this is dropped.
pub(crate) struct Hosted {
    // Before the folder, or it would be gone too early.
    _running: Running,
    _folder: Folder,
    pub(crate) running: Running,
    pub(crate) port: u16,
    pub(crate) path: &'static str,
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// What nginx has no built-in place for when it is started by itself. One process, so that it ends with the test.
const NGINX: &str = "daemon off; master_process off; pid FOLDER/pid; error_log stderr notice;
events { worker_connections 128; }
http { include /etc/nginx/mime.types; access_log off; client_body_temp_path FOLDER/a; proxy_temp_path FOLDER/b;
fastcgi_temp_path FOLDER/c; uwsgi_temp_path FOLDER/d; scgi_temp_path FOLDER/e; include FOLDER/site; }
";

/// What Caddy must not do in a test: speak TLS, listen for orders.
const CADDY: &str = "{\n\tadmin off\n\tauto_https off\n}\n";

impl Hosting {
    /// The page and the proxy behind one front.
    #[must_use]
    pub const fn of(front: Front, below: bool) -> Self {
        Self {
            front,
            below,
            config_json: None,
            proxy: "",
        }
    }

    /// Starts a front, and a proxy with `serve`, which gets the options that it needs besides and says the port.
    pub(crate) fn start(
        &self,
        serve: impl FnOnce(&[&str]) -> Result<(Running, u16)>,
    ) -> Result<Hosted> {
        let port = free_port()?;
        let folder = Folder(std::env::temp_dir().join(format!("originscope-front-{port}")));
        let www = folder.0.join("www");
        fs::create_dir_all(www.join(".git"))?;
        copy(
            &PathBuf::from(named("ORIGINSCOPE_DIST", root().join("dist"))),
            &www,
        )?;
        // What is no part of the page must not get out.
        fs::write(folder.0.join("outside.txt"), "SECRET")?;
        for hidden in [".env", ".git/config", "page.js.map"] {
            fs::write(www.join(hidden), "SECRET")?;
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.0.join("outside.txt"), www.join("link.txt"))?;
        let own = format!("http://127.0.0.1:{port}");
        let prefix = if self.below {
            "prefix = \"/originscope/\"\n"
        } else {
            ""
        };
        let config = folder.0.join("originscope.toml");
        let text = format!(
            "public_url = \"{own}\"\n{prefix}{}",
            self.proxy.replace("FRONT", &own)
        );
        fs::write(&config, text)?;
        // It may hold a secret, and the proxy does not start if others can read one.
        #[cfg(unix)]
        fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let (running, behind) = serve(&["--demo", "--config", &config.to_string_lossy()])?;
        let behind = format!("127.0.0.1:{behind}");
        if let Some(text) = self.config_json {
            fs::write(
                www.join("config.json"),
                text.replace("PROXY", &format!("http://{behind}")),
            )?;
        }
        let mut site = self.site(port, &www, &behind)?;
        if self.config_json.is_some_and(|text| text.contains("PROXY")) {
            // As the comment beside it says.
            site = site.replace(
                "connect-src 'self'",
                &format!("connect-src 'self' http://{behind}"),
            );
        }
        Ok(Hosted {
            _running: self.run(&folder.0, &site)?,
            _folder: folder,
            running,
            port,
            path: if self.below { "/originscope/" } else { "/" },
        })
    }

    /// The shipped file for this port, this folder and this proxy, without TLS.
    fn site(&self, port: u16, www: &Path, behind: &str) -> Result<String> {
        let name = match (self.front, self.below) {
            (Front::Nginx, false) => "nginx/originscope.conf",
            (Front::Nginx, true) => "nginx/originscope-path.conf",
            (Front::Caddy, false) => "caddy/Caddyfile",
            (Front::Caddy, true) => "caddy/Caddyfile.path",
        };
        let file = root().join("deploy").join(name);
        let shipped = fs::read_to_string(&file).context("the file of deploy/")?;
        let host = if self.below {
            "tools.example.com"
        } else {
            "originscope.example.com"
        };
        let own = match self.front {
            Front::Nginx => "127.0.0.1".to_owned(),
            Front::Caddy => format!("http://127.0.0.1:{port}"),
        };
        let is_tls = |line: &&str| line.trim_start().starts_with("ssl_");
        let lines: Vec<&str> = shipped.lines().filter(|line| !is_tls(line)).collect();
        let site = lines.join("\n");
        for part in [host, "/var/www/originscope", "127.0.0.1:8787"] {
            ensure!(site.contains(part), "{name} does not name {part}");
        }
        Ok(site
            .replace("listen 443 ssl http2", &format!("listen 127.0.0.1:{port}"))
            .replace(host, &own)
            .replace("/var/www/originscope", &www.to_string_lossy())
            .replace("127.0.0.1:8787", behind))
    }

    fn run(&self, folder: &Path, site: &str) -> Result<Running> {
        let within = folder.to_string_lossy();
        let (mut command, ready) = match self.front {
            Front::Nginx => {
                let file = folder.join("nginx.conf");
                fs::write(folder.join("site"), site)?;
                fs::write(&file, NGINX.replace("FOLDER", &within))?;
                // Where Debian has it; it is no program for everybody, so it may not be on the search path.
                let nginx = ["/usr/sbin/nginx", "nginx"];
                let nginx = nginx.iter().find(|path| Path::new(path).exists());
                let mut command = Command::new(nginx.unwrap_or(&"nginx"));
                command.arg("-c").arg(file);
                (command, "using the \"")
            }
            Front::Caddy => {
                let file = folder.join("Caddyfile");
                fs::write(&file, format!("{CADDY}{site}\n"))?;
                let mut command = Command::new("caddy");
                command.args(["run", "--adapter", "caddyfile", "--config"]);
                command.arg(file);
                command
                    .env("XDG_DATA_HOME", folder)
                    .env("XDG_CONFIG_HOME", folder);
                (command, "serving initial configuration")
            }
        };
        let (running, ()) =
            Running::start(&mut command, |line| line.contains(ready).then_some(()))?;
        Ok(running)
    }
}

/// A port that nobody has and that the system gives nobody: a front is told its port before it listens, and meanwhile
/// other tests start their own.
fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 100)?.saturating_mul(100);
    for _ in 0..1_000 {
        let port = 20_000 + own + NEXT.fetch_add(1, Ordering::Relaxed) % 2_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}

/// The files of the page.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).context("the page is not built")? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
