//! Row P18: whatever valid is asked is what the vendor gets, and nothing else, under a signature that a strict verifier
//! takes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::credentials::{Account, Reach, Source};
use crate::params::Params;
use crate::validate::{Frame, ask};
use crate::vendor_error::{VendorError, vendor_problem};
use originscope_apis::{registry, vendor_error};
use originscope_core::iso_seconds;
use originscope_sign::encode::form_pairs;
use originscope_sim::{SimConfig, SimRequest, Simulator, default_keys};
use proptest::prelude::*;
use std::sync::Arc;

/// 2026-11-21T06:00:00Z (`date -u -d @1795240800`).
const NOW: i64 = 1_795_240_800;

/// An account with the simulator's keys.
fn signer(vendor: &'static str, v1: bool) -> Signer {
    let keys = default_keys();
    let (service, keys) = if vendor == "huawei" {
        let service = Service::Huawei {
            project_id: keys.huawei_project.to_owned(),
            endpoint: Base::https("live.cn-north-4.myhuaweicloud.com"),
        };
        (
            service,
            Keys::ak_sk(keys.huawei_ak, keys.huawei_sk, None).unwrap(),
        )
    } else {
        let service = Service::Alibaba {
            v1,
            cdn: Base::https("cdn.aliyuncs.com"),
            dcdn: Base::https("dcdn.aliyuncs.com"),
        };
        (
            service,
            Keys::ak_sk(keys.alibaba_id, keys.alibaba_secret, None).unwrap(),
        )
    };
    let source = Source::Kept {
        keys,
        ends: None,
        place: "a test".to_owned(),
    };
    let account = Account::new(vendor, vendor, service, Reach::default(), source);
    let lease = account.keeper.held().unwrap();
    Signer {
        account: Arc::new(account),
        lease,
    }
}

/// A question in the wire's form.
#[derive(Clone, Debug)]
struct Question {
    source: usize,
    v1: bool,
    domains: Vec<String>,
    end: i64,
    minutes: i64,
    grain: usize,
    filters: [Option<String>; 2],
    codes: Vec<u16>,
}

fn questions() -> impl Strategy<Value = Question> {
    let name = "[a-zA-Z0-9]{1,12}(-[a-z0-9]{1,5})?(\\.[a-z]{2,6}){1,3}";
    let international = "(bücher|例え|münchen)\\.(example|test)";
    let domain = prop_oneof![4 => name, 1 => international];
    let filter = || proptest::option::of("[A-Za-z0-9_-]{1,64}");
    (
        0..registry().len(),
        any::<bool>(),
        proptest::collection::vec(domain, 1..5),
        0_i64..72 * 60,
        1_i64..24 * 60,
        0_usize..4,
        [filter(), filter()],
        proptest::collection::vec(100_u16..600, 0..6),
    )
        .prop_map(
            |(source, v1, domains, back, minutes, grain, filters, codes)| Question {
                source,
                v1,
                domains,
                end: NOW - back * 60,
                minutes,
                grain,
                filters,
                codes,
            },
        )
}

impl Question {
    fn query(&self, spec: &originscope_core::Spec) -> String {
        let (start, end) = (
            iso_seconds(self.end - self.minutes * 60),
            iso_seconds(self.end),
        );
        let mut query = format!(
            "start={start}&end={end}&domain={}",
            self.domains.join("%2C")
        );
        if spec.limits.grain_is_asked && self.grain > 0 {
            let tier = spec.limits.current.get(self.grain - 1);
            query += &tier.map_or(String::new(), |tier| format!("&grain={}", tier.grain));
        }
        for (name, value) in ["isp", "region"].into_iter().zip(&self.filters) {
            if let (true, Some(value)) = (spec.filters.contains(&name), value) {
                query += &format!("&{name}={value}");
            }
        }
        if spec.filters.contains(&"code") && !self.codes.is_empty() {
            let codes: Vec<String> = self.codes.iter().map(u16::to_string).collect();
            query += &format!("&code={}", codes.join(","));
        }
        query
    }
}

/// What stands in every call, whatever is asked: the action in the older dialect, and what signs it.
fn is_fixed(name: &str) -> bool {
    matches!(
        name,
        "Action" | "Version" | "Format" | "AccessKeyId" | "Timestamp"
    ) || name.starts_with("Signature")
}

fn holds(question: &Question) -> Result<(), TestCaseError> {
    let api = registry()[question.source];
    let spec = api.spec();
    let frame = Frame {
        now: NOW,
        saved: false,
    };
    let asked = ask(spec, &Params::read(&question.query(spec)).unwrap(), frame);
    // A domain may be local, a name too long for its labels: then there is nothing to send.
    let Ok(asked) = asked else { return Ok(()) };
    let signer = signer(spec.account, question.v1);
    let outgoing = build(api, &asked, &signer, NOW).unwrap();
    let (path, query) = outgoing.signed.url.split_once('?').unwrap();
    let (sent, fixed): (Vec<_>, Vec<_>) = form_pairs(query)
        .into_iter()
        .partition(|(name, _)| !is_fixed(name));
    let mut sent = sent;
    sent.sort();
    let mut wanted: Vec<(String, String)> = api
        .call(&asked)
        .params
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    wanted.sort();
    prop_assert_eq!(&sent, &wanted);
    prop_assert_eq!(
        fixed.is_empty(),
        !(question.v1 && spec.account == "alibaba")
    );
    // Everything that was asked is among it, in the one spelling.
    for domain in &asked.domains {
        prop_assert!(
            sent.iter()
                .any(|(_, value)| value.split(',').any(|part| part == domain))
        );
    }
    let request = SimRequest {
        method: outgoing.method,
        host: &outgoing.base.authority,
        path,
        raw_query: query,
        headers: &outgoing.signed.headers,
        body: b"",
    };
    let response = Simulator::new(SimConfig::default()).respond(&request, NOW);
    let said = vendor_error(&response.body);
    let error = VendorError {
        status: response.status,
        code: said.map(|said| said.code),
        ..VendorError::default()
    };
    let code = vendor_problem(spec.id, &error).code;
    prop_assert!(
        response.status == 200
            || !matches!(
                code.as_str(),
                "upstream_auth" | "clock_skew" | "upstream_replayed" | "upstream_api_gone"
            ),
        "{} {}",
        response.status,
        code
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn p18_what_is_asked_is_what_is_sent_and_the_signature_holds(question in questions()) {
        holds(&question)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "soak"]
    fn p18_it_holds_ten_thousand_times(question in questions()) {
        holds(&question)?;
    }
}
