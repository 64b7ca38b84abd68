//! `originscope simulate`: the vendors' look-alike over a socket, for their SDKs and for our own client.

use crate::base::Base;
use crate::cli::{LimitsArg, SimulateArgs};
use crate::clock::Clock;
use crate::config::ConfigError;
use crate::credentials::{Account, Accounts, Keys, Reach, Service, Source};
use crate::decode_problem::BODY_LIMIT;
use crate::server::run_until;
use crate::upstream::Upstream;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use originscope_sign::Credential;
use originscope_sim::{Key, LimitsMode, SimConfig, SimRequest, Simulator, default_keys};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// The simulator as an upstream of the proxy, and the accounts whose keys it accepts.
pub(crate) fn demo() -> (Upstream, Accounts) {
    let keys = default_keys();
    let kept = |keys| Source::Kept {
        keys,
        ends: None,
        place: "the simulator".to_owned(),
    };
    let credential = |id, secret| kept(Keys::AkSk(Credential::new(id, secret, None)));
    let alibaba = Service::Alibaba {
        v1: false,
        cdn: Base::https("cdn.aliyuncs.com"),
        dcdn: Base::https("dcdn.aliyuncs.com"),
    };
    let huawei = Service::Huawei {
        project_id: keys.huawei_project.to_owned(),
        endpoint: Base::https("live.cn-north-4.myhuaweicloud.com"),
    };
    let account =
        |vendor, service, source| Account::new(vendor, vendor, service, Reach::default(), source);
    let accounts = Accounts::new(vec![
        account(
            "alibaba",
            alibaba,
            credential(keys.alibaba_id, keys.alibaba_secret),
        ),
        account("huawei", huawei, credential(keys.huawei_ak, keys.huawei_sk)),
    ]);
    (
        Upstream::Demo(Box::new(Simulator::new(SimConfig::default()))),
        accounts,
    )
}

/// A simulator to be started.
pub struct Simulation {
    config: SimConfig,
    default_alibaba: bool,
    default_huawei: bool,
}

impl Simulation {
    /// The simulation that the command line asks for; its keys replace the default ones of their vendor.
    ///
    /// # Errors
    /// A sentence about a key that is not in the form asked for; the key is not in it.
    pub fn of(args: &SimulateArgs) -> Result<Self, ConfigError> {
        let limits = match args.limits {
            LimitsArg::Seeds => LimitsMode::Seeds,
            LimitsArg::Current => LimitsMode::Current,
        };
        let mut config = SimConfig {
            limits,
            ..SimConfig::default()
        };
        if !args.alibaba_key.is_empty() {
            config.alibaba_keys = args
                .alibaba_key
                .iter()
                .map(|text| alibaba_key(text))
                .collect::<Result<_, _>>()?;
        }
        if !args.huawei_key.is_empty() {
            config.huawei_keys = args
                .huawei_key
                .iter()
                .map(|text| huawei_key(text))
                .collect::<Result<_, _>>()?;
        }
        Ok(Self {
            config,
            default_alibaba: args.alibaba_key.is_empty(),
            default_huawei: args.huawei_key.is_empty(),
        })
    }
}

fn alibaba_key(text: &str) -> Result<Key, ConfigError> {
    let parts: Vec<&str> = text.splitn(3, ':').collect();
    match parts[..] {
        [id, secret] if both(id, secret) => Ok(Key::alibaba(id, secret, None)),
        [id, secret, token] if both(id, secret) && !token.is_empty() => {
            Ok(Key::alibaba(id, secret, Some(token)))
        }
        _ => Err(ConfigError(
            "--alibaba-key must have the form ID:SECRET or ID:SECRET:TOKEN.".to_owned(),
        )),
    }
}

fn huawei_key(text: &str) -> Result<Key, ConfigError> {
    let parts: Vec<&str> = text.splitn(4, ':').collect();
    match parts[..] {
        [ak, sk, project] if both(ak, sk) && !project.is_empty() => {
            Ok(Key::huawei(ak, sk, project, None))
        }
        [ak, sk, project, token] if both(ak, sk) && both(project, token) => {
            Ok(Key::huawei(ak, sk, project, Some(token)))
        }
        _ => Err(ConfigError(
            "--huawei-key must have the form AK:SK:PROJECT or AK:SK:PROJECT:TOKEN.".to_owned(),
        )),
    }
}

fn both(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty()
}

/// Serves the simulator over plain http until `stop` is done. `out` gets the address and the default keys.
///
/// # Errors
/// Whatever the system says to the address, or to writing.
pub async fn simulate(
    listen: SocketAddr,
    simulation: Simulation,
    clock: Clock,
    out: &mut impl Write,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    write_banner(listener.local_addr()?, &simulation, out)?;
    run_until(
        listener,
        simulator_app(Simulator::new(simulation.config), clock),
        stop,
    )
    .await;
    Ok(())
}

/// The invented keys open nothing, so they may be printed; keys of the command line are not repeated.
fn write_banner(
    address: SocketAddr,
    simulation: &Simulation,
    out: &mut impl Write,
) -> io::Result<()> {
    let keys = default_keys();
    writeln!(out, "Originscope simulator: http://{address}/")?;
    if simulation.default_alibaba {
        writeln!(
            out,
            "  Alibaba  AccessKeyId {}  AccessKeySecret {}",
            keys.alibaba_id, keys.alibaba_secret
        )?;
    }
    if simulation.default_huawei {
        let project = keys.huawei_project;
        writeln!(
            out,
            "  Huawei   AK {}  SK {}  project {project}",
            keys.huawei_ak, keys.huawei_sk
        )?;
    }
    out.flush()
}

/// The simulator as a service.
pub fn simulator_app(simulator: Simulator, clock: Clock) -> Router {
    let simulator = Arc::new(simulator);
    Router::new().fallback(move |request: Request| {
        let (simulator, clock) = (Arc::clone(&simulator), clock.clone());
        async move { answer(&simulator, &clock, request).await }
    })
}

async fn answer(simulator: &Simulator, clock: &Clock, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return empty(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let headers: Vec<(String, String)> = head
        .headers
        .iter()
        .map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect();
    let host = head
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let request = SimRequest {
        method: head.method.as_str(),
        host,
        path: head.uri.path(),
        raw_query: head.uri.query().unwrap_or_default(),
        headers: &headers,
        body: &body,
    };
    let answer = simulator.respond(&request, clock.now());
    tokio::time::sleep(Duration::from_millis(answer.delay_ms)).await;
    let mut response = Response::new(Body::from(answer.body));
    // Its own clock's, as the vendors' gateways do: a client may learn from it how wrong its clock is.
    if let Some(date) = http_date(clock.now()) {
        response.headers_mut().insert(header::DATE, date);
    }
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn http_date(unix: i64) -> Option<HeaderValue> {
    let since = Duration::from_secs(u64::try_from(unix).ok()?);
    let at = std::time::UNIX_EPOCH.checked_add(since)?;
    HeaderValue::from_str(&httpdate::fmt_http_date(at)).ok()
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
