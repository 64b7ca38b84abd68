//! Services that hand out keys, played over real HTTP: they keep what they were asked.
#![allow(dead_code, clippy::unwrap_used)] // every test file uses a part of it

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// One request, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        let header = self.headers.iter().find(|(key, _)| key == name);
        header.map_or("", |(_, value)| value.as_str())
    }

    /// A parameter of the query, decoded.
    pub(crate) fn query(&self, name: &str) -> String {
        pairs(
            self.path.split_once('?').map_or("", |(_, query)| query),
            name,
        )
    }

    /// A parameter of the form, decoded.
    pub(crate) fn form(&self, name: &str) -> String {
        pairs(&self.body, name)
    }
}

fn pairs(text: &str, name: &str) -> String {
    let pairs = originscope_sign::encode::form_pairs(text);
    pairs
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
        .unwrap_or_default()
}

/// What is answered: status, a header, body.
pub(crate) type Answer = (u16, Option<(&'static str, String)>, String);

/// A running service.
#[derive(Clone)]
pub(crate) struct Giver {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Giver {
    /// A service that answers with `answer`.
    pub(crate) async fn new(
        answer: impl Fn(&Asked) -> Answer + Clone + Send + Sync + 'static,
    ) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let app = Router::new().fallback(move |request: Request| {
            let (kept, answer) = (Arc::clone(&kept), answer.clone());
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
                let headers = head.headers.iter();
                let asked = Asked {
                    method: head.method.to_string(),
                    path: head.uri.to_string(),
                    headers: headers
                        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                        .collect(),
                    body: String::from_utf8(body.to_vec()).unwrap(),
                };
                let (status, header, body) = answer(&asked);
                kept.lock().unwrap().push(asked);
                let mut response = Response::builder().status(status);
                if let Some((name, value)) = header {
                    response = response.header(name, value);
                }
                response.body(Body::from(body)).unwrap()
            }
        });
        let address = super::listen(app).await;
        Self { address, asked }
    }

    /// Everything that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// A key as Alibaba's services write it, at the top of the answer.
pub(crate) fn alibaba_key(id: &str, secret: &str, token: &str, ends: i64) -> String {
    let ends = originscope_core::iso_seconds(ends);
    format!(
        r#"{{"Code":"Success","AccessKeyId":"{id}","AccessKeySecret":"{secret}","SecurityToken":"{token}","Expiration":"{ends}","LastUpdated":"{ends}"}}"#
    )
}

/// The same in the answer of STS.
pub(crate) fn sts_answer(key: &str) -> String {
    format!(
        r#"{{"RequestId":"R-1","AssumedRoleUser":{{"Arn":"acs:ram::1:role/x/s","AssumedRoleId":"1"}},"Credentials":{key}}}"#
    )
}
