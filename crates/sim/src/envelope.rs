//! Failures in the vendors' own envelopes: Alibaba's JSON and XML, Huawei's service and gateway forms.

use crate::request::{SimRequest, SimResponse};
use serde_json::json;

/// How a vendor writes a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Envelope {
    /// `{"RequestId","HostId","Code","Message","Recommend"}`
    AlibabaJson,
    /// `<Error>` with the same, without the recommendation.
    AlibabaXml,
    /// `{"error_code","error_msg"}`, and `request_id` where the gateway says it.
    Huawei,
}

/// A call that is refused, in the vendor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// For throttled calls: when to come again.
    retry_after_ms: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            retry_after_ms: None,
        }
    }

    /// Alibaba's gateway may say in a header of milliseconds when to come again; the official clients honour it.
    pub(crate) fn retry_after(self, milliseconds: u64) -> Self {
        Self {
            retry_after_ms: Some(milliseconds),
            ..self
        }
    }

    /// The response.
    pub(crate) fn response(
        &self,
        envelope: Envelope,
        request: &SimRequest<'_>,
        id: &str,
    ) -> SimResponse {
        let mut headers = reply_headers(envelope, id);
        headers.extend(
            self.retry_after_ms
                .map(|ms| ("x-acs-retry-after".to_owned(), ms.to_string())),
        );
        let body = self.body(envelope, request.host, id);
        SimResponse {
            status: self.status,
            headers,
            body: body.into_bytes(),
            delay_ms: 0,
        }
    }

    /// The body alone: some vendors send it with status 200.
    pub(crate) fn body(&self, envelope: Envelope, host: &str, id: &str) -> String {
        match envelope {
            Envelope::AlibabaJson => {
                let recommend = format!(
                    "https://api.aliyun.com/troubleshoot?q={}&requestId={id}",
                    self.code
                );
                let mut body = json!({
                    "RequestId": id, "HostId": host, "Code": self.code, "Message": self.message, "Recommend": recommend,
                });
                if self.code == "Forbidden.RAM" {
                    body["AccessDeniedDetail"] = json!({ "NoPermissionType": "ImplicitDeny" });
                }
                body.to_string()
            }
            Envelope::AlibabaXml => format!(
                "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>{id}</RequestId><HostId>{}</HostId>\
                 <Code>{}</Code><Message>{}</Message></Error>",
                xml(host),
                self.code,
                xml(&self.message),
            ),
            Envelope::Huawei if self.code.starts_with("APIGW") => {
                json!({ "error_msg": self.message, "error_code": self.code, "request_id": id })
                    .to_string()
            }
            Envelope::Huawei => {
                json!({ "error_code": self.code, "error_msg": self.message }).to_string()
            }
        }
    }
}

/// Content type and request id as the vendor sends them.
pub(crate) fn reply_headers(envelope: Envelope, id: &str) -> Vec<(String, String)> {
    let (kind, id_name) = match envelope {
        Envelope::AlibabaJson => ("application/json;charset=utf-8", "x-acs-request-id"),
        // One official client reads XML only under exactly this type.
        Envelope::AlibabaXml => ("text/xml;charset=utf-8", "x-acs-request-id"),
        Envelope::Huawei => ("application/json", "x-request-id"),
    };
    vec![
        ("content-type".to_owned(), kind.to_owned()),
        (id_name.to_owned(), id.to_owned()),
    ]
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::Value;

    fn body(envelope: Envelope, code: &'static str) -> String {
        Refusal::new(400, code, "a & <b> \"c\"\n").body(envelope, "127.0.0.1:9090", "ID-1")
    }

    #[test]
    fn alibaba_json_has_the_documented_members() {
        let mut read: Value =
            serde_json::from_str(&body(Envelope::AlibabaJson, "Throttling")).unwrap();
        // By name, whatever another crate of the same build asks of serde_json's maps.
        read.sort_all_objects();
        let names: Vec<_> = read
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            names,
            ["Code", "HostId", "Message", "Recommend", "RequestId"]
        );
        assert_eq!(read["Message"], "a & <b> \"c\"\n");
        assert_eq!(read["HostId"], "127.0.0.1:9090");
        let denied: Value =
            serde_json::from_str(&body(Envelope::AlibabaJson, "Forbidden.RAM")).unwrap();
        assert!(denied["AccessDeniedDetail"].is_object());
    }

    #[test]
    fn alibaba_xml_is_escaped() {
        let text = body(Envelope::AlibabaXml, "Throttling");
        assert!(text.contains("<Error><RequestId>ID-1</RequestId>"));
        assert!(text.contains("<Message>a &amp; &lt;b&gt; \"c\"\n</Message>"));
    }

    #[test]
    fn huawei_gateway_and_service_differ() {
        let gateway: Value = serde_json::from_str(&body(Envelope::Huawei, "APIGW.0308")).unwrap();
        assert_eq!(gateway["request_id"], "ID-1");
        let service: Value =
            serde_json::from_str(&body(Envelope::Huawei, "LIVE.100011001")).unwrap();
        assert_eq!(service.as_object().unwrap().len(), 2);
    }
}
