//! The files of `deploy/` as they are shipped, before the programs that read them.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn deploy(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../deploy")
        .join(file)
}

/// A folder of one test's own, removed when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("originscope-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// What a program says, if it is content.
fn said(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    ensure!(output.status.success(), "{name}: {text}");
    Ok(text)
}

#[test]
fn nginx_takes_the_files_with_their_tls() -> Result<()> {
    for file in ["originscope.conf", "originscope-path.conf"] {
        let folder = Folder::new(file)?;
        let within = folder.0.to_string_lossy();
        said(Command::new("openssl").current_dir(&folder.0).args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=test",
            "-keyout",
            "key.pem",
            "-out",
            "fullchain.pem",
        ]))?;
        // A port that needs no rights; the certificate is this test's.
        let shipped = fs::read_to_string(deploy("nginx").join(file))?;
        let site = shipped
            .replace("listen 443", "listen 127.0.0.1:20443")
            .replace("/etc/ssl/originscope", &within);
        fs::write(folder.0.join("site"), site)?;
        let main = "pid FOLDER/pid; error_log stderr; events { } http { access_log off; client_body_temp_path FOLDER/a;
            proxy_temp_path FOLDER/b; fastcgi_temp_path FOLDER/c; uwsgi_temp_path FOLDER/d; scgi_temp_path FOLDER/e;
            include FOLDER/site; }";
        let config = folder.0.join("nginx.conf");
        fs::write(&config, main.replace("FOLDER", &within))?;
        let nginx = ["/usr/sbin/nginx", "nginx"]
            .into_iter()
            .find(|path| Path::new(path).exists());
        let text = said(
            Command::new(nginx.unwrap_or("nginx"))
                .arg("-t")
                .arg("-c")
                .arg(&config),
        )?;
        ensure!(
            text.contains("test is successful") && !text.contains("[warn]"),
            "{file}: {text}"
        );
    }
    Ok(())
}

#[test]
fn caddy_takes_the_files() -> Result<()> {
    for file in ["Caddyfile", "Caddyfile.path"] {
        let folder = Folder::new(file)?;
        let text = said(
            Command::new("caddy")
                .args(["adapt", "--validate", "--adapter", "caddyfile", "--config"])
                .arg(deploy("caddy").join(file))
                .env("XDG_DATA_HOME", &folder.0)
                .env("XDG_CONFIG_HOME", &folder.0),
        )?;
        ensure!(!text.contains("\"level\":\"warn\""), "{file}: {text}");
    }
    Ok(())
}

/// T24. Where there is no systemd (a container, another system) nothing can be said about its unit.
#[test]
fn t24_systemd_takes_the_unit_and_finds_little_that_it_could_do() -> Result<()> {
    if Command::new("systemd-analyze")
        .arg("--version")
        .output()
        .is_err()
    {
        return Ok(());
    }
    let folder = Folder::new("unit")?;
    let unit = folder.0.join("originscope.service");
    let shipped = fs::read_to_string(deploy("systemd/originscope.service"))?;
    ensure!(shipped.contains("LoadCredential=originscope.toml:"));
    // The program is not where it will be.
    fs::write(
        &unit,
        shipped.replace("/usr/local/bin/originscope", "/bin/true"),
    )?;
    let text = said(Command::new("systemd-analyze").arg("verify").arg(&unit))?;
    ensure!(text.trim().is_empty(), "{text}");
    let text = said(
        Command::new("systemd-analyze")
            .args(["security", "--offline=true"])
            .arg(&unit),
    )?;
    let Some((_, level)) = text.rsplit_once("originscope.service: ") else {
        bail!("no level in {text}");
    };
    let level: f64 = level.split(' ').next().unwrap_or_default().parse()?;
    ensure!(level <= 2.0, "{text}");
    Ok(())
}
