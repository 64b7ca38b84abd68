//! What one API must be able to do.

use originscope_core::{Ask, Code, Frame, Spec};

/// Which request dialect a call speaks; the proxy and the simulator pick signer and envelope by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Alibaba RPC: `POST /?params`, action and version in headers (V3) or in the query (V1).
    AlibabaRpc {
        /// The action's name.
        action: &'static str,
        /// The product's API version, as `2018-05-10`.
        version: &'static str,
    },
    /// Huawei REST: `GET` on a path in which `{project_id}` is still to be filled in.
    HuaweiRest {
        /// The path template.
        path: &'static str,
    },
}

/// One upstream call without host, credential or signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The dialect.
    pub style: Style,
    /// Default host, as `cdn.aliyuncs.com`.
    pub host: &'static str,
    /// Business parameters in the vendor's names, unencoded; keys may repeat.
    pub params: Vec<(&'static str, String)>,
}

impl Call {
    /// The call in lines to read and to compare with the vendor's page: method and host, what is fixed, then each
    /// parameter. Account, time and signature are the proxy's and stay there.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = match self.style {
            Style::AlibabaRpc { action, version } => vec![
                format!("POST {}", self.host),
                format!("Action={action}"),
                format!("Version={version}"),
            ],
            Style::HuaweiRest { path } => vec![format!("GET {}{path}", self.host)],
        };
        let params = self.params.iter();
        lines.extend(params.map(|(name, value)| format!("{name}={value}")));
        lines
    }
}

/// A decoded answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The slots.
    pub frame: Frame,
    /// The vendor's request id, cleaned, if the body carries one.
    pub request_id: Option<String>,
    /// The domains that the answer says it is about, cleaned; empty if it does not say.
    pub domains: Vec<String>,
}

/// Why a body is not an answer of this API. Every variant reads as a sentence (`Display`) without vendor bytes in it.
#[derive(Clone, Debug, PartialEq)]
pub enum DecodeError {
    /// Nothing or only white space.
    Empty,
    /// A web page, not an answer.
    Html,
    /// Not UTF-8.
    NotText,
    /// Not JSON (or XML): line and column, both from 1, of where reading stopped; `truncated` if it just ends too early.
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The text ends before the document does.
        truncated: bool,
    },
    /// Well formed, but not this API's shape: the JSON path of what is missing or of the wrong type.
    Shape {
        /// As `HttpCodeDataPerInterval.DataModule[3].TimeStamp`.
        path: String,
        /// What should have been there, as `an array`.
        expected: &'static str,
    },
    /// A body that carries the vendor's error although the HTTP status said success.
    VendorError {
        /// The vendor's code, cleaned (`[A-Za-z0-9._-]`, 64 at most).
        code: String,
        /// The vendor's request id, cleaned.
        request_id: Option<String>,
    },
    /// Longer than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

/// One API. Implementations are zero-sized and stand in the registry; everything in here is pure and total.
pub trait Api: Sync {
    /// Limits, names, units.
    fn spec(&self) -> &'static Spec;
    /// The dialect of its calls, whatever is asked.
    fn style(&self) -> Style;
    /// The default host of its calls, as `cdn.aliyuncs.com`.
    fn host(&self) -> &'static str;
    /// The business parameters of one window, in the vendor's names, unencoded; keys may repeat.
    fn params(&self, ask: &Ask) -> Vec<(&'static str, String)>;
    /// The upstream call for one window.
    fn call(&self, ask: &Ask) -> Call {
        Call {
            style: self.style(),
            host: self.host(),
            params: self.params(ask),
        }
    }
    /// Names of the root's member that holds the slots, today's first: any of them marks an answer as this API's.
    fn root_keys(&self) -> &'static [&'static str];
    /// Bytes of an answer, JSON or XML, to columns. Never panics.
    ///
    /// # Errors
    /// See [`DecodeError`].
    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        self.read_quickly(body)
            .map_or_else(|| self.read_carefully(body), Ok)
    }
    /// The same for an answer as the vendor plainly writes it; `None` for anything else, which is no verdict on the body.
    /// Where it answers, [`Api::read_carefully`] answers the same and takes several times as long.
    fn read_quickly(&self, body: &[u8]) -> Option<Decoded>;
    /// The same for any body: all tolerance, all notes and all errors are here.
    ///
    /// # Errors
    /// See [`DecodeError`].
    fn read_carefully(&self, body: &[u8]) -> Result<Decoded, DecodeError>;
    /// The answer in the vendor's own wire format, quirks included: order, number types, empty slots.
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &Answer<'_>, format: Format) -> Vec<u8>;
}

/// Wire format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON
    Json,
    /// XML (Alibaba only; others answer JSON).
    Xml,
}

/// What the simulator wants said, in nobody's dialect.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The domains as asked, comma separated; empty for all.
    pub domains: &'a str,
    /// The asked start and end (the end is inclusive on the wire: the slot at `end` may be in `slots`).
    pub start: i64,
    /// See `start`.
    pub end: i64,
    /// Slot length in seconds.
    pub grain: i64,
    /// The vendor's request id.
    pub request_id: &'a str,
    /// The slots that the vendor has, ascending; `encode` brings them into the vendor's order.
    pub slots: &'a [AnswerSlot],
}

/// One slot to encode.
#[derive(Clone, Debug)]
pub struct AnswerSlot {
    /// Start of the slot.
    pub at: i64,
    /// Count by code, for status codes.
    pub counts: Vec<(Code, u64)>,
    /// Bits, for traffic.
    pub bits: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_reads_as_its_vendor_writes_it() {
        let call = |style, params| Call {
            style,
            host: "host.example",
            params,
        };
        let rpc = Style::AlibabaRpc {
            action: "Describe",
            version: "2018-05-10",
        };
        let lines = call(rpc, vec![("DomainName", "a.example,b.example".to_owned())]).lines();
        let expected = [
            "POST host.example",
            "Action=Describe",
            "Version=2018-05-10",
            "DomainName=a.example,b.example",
        ];
        assert_eq!(lines, expected);
        let rest = Style::HuaweiRest {
            path: "/v2/{project_id}/stats",
        };
        let domains = ["a", "b"].map(|domain| ("play_domains", domain.to_owned()));
        let lines = call(rest, domains.into()).lines();
        let expected = [
            "GET host.example/v2/{project_id}/stats",
            "play_domains=a",
            "play_domains=b",
        ];
        assert_eq!(lines, expected);
    }
}
