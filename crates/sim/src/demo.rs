//! The catalogue of demo domains: each shows one trouble, so that it can be looked at in the running product.

use crate::incidents::Incident;

/// A domain that the simulator gives a fate of its own; all others are healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoDomain {
    /// The domain.
    pub domain: &'static str,
    /// The sources that it concerns; empty means all.
    pub source_ids: &'static [&'static str],
    /// What it shows, in English.
    pub what_en: &'static str,
    /// What it shows, in Chinese.
    pub what_zh: &'static str,
    pub(crate) incident: Incident,
}

impl DemoDomain {
    /// Whether it shows something in this source.
    #[must_use]
    pub fn concerns(&self, source_id: &str) -> bool {
        self.source_ids.is_empty() || self.source_ids.contains(&source_id)
    }
}

const fn demo(
    domain: &'static str,
    incident: Incident,
    what_en: &'static str,
    what_zh: &'static str,
) -> DemoDomain {
    DemoDomain {
        domain,
        source_ids: &[],
        what_en,
        what_zh,
        incident,
    }
}

const DEMOS: &[DemoDomain] = &[
    demo(
        "shop.demo.example",
        Incident::Healthy,
        "Healthy: a day and week rhythm, a little of everything",
        "健康：按日、周起伏，各类状态码少量",
    ),
    demo(
        "burst.demo.example",
        Incident::Burst,
        "Origin failing: 502 and 504 up to 8 % for 25 minutes of every hour, traffic unchanged",
        "源站故障：每小时有 25 分钟 502/504 升至约 8%，流量不变",
    ),
    demo(
        "cacheloss.demo.example",
        Incident::CacheLoss,
        "Cache lost: three times the origin traffic for 35 minutes of every hour, a few 503",
        "缓存失效：每小时有 35 分钟回源流量增至三倍，少量 503",
    ),
    demo(
        "gap.demo.example",
        Incident::Gap,
        "Vendor gap: slots are missing from the answer",
        "厂商缺数：返回中缺少部分时隙",
    ),
    demo(
        "quiet.demo.example",
        Incident::Quiet,
        "Quiet: two requests a minute, sometimes none",
        "冷清：每分钟约两次请求，有时为零",
    ),
    demo(
        "slow.demo.example",
        Incident::Slow,
        "Slow: every answer takes four seconds",
        "缓慢：每次应答需四秒",
    ),
    demo(
        "throttled.demo.example",
        Incident::Throttled,
        "Throttled: the vendor refuses every call",
        "限流：厂商拒绝每次调用",
    ),
    demo(
        "flaky.demo.example",
        Incident::Flaky,
        "Throttled now and then: every third call is refused",
        "间歇限流：每三次调用拒绝一次",
    ),
    demo(
        "denied.demo.example",
        Incident::Denied,
        "Denied: the key may not read this domain",
        "无权限：该密钥不可读取此域名",
    ),
    demo(
        "notfound.demo.example",
        Incident::NotFound,
        "Not found: the domain does not belong to the account",
        "不存在：该域名不属于此账号",
    ),
    demo(
        "offline.demo.example",
        Incident::Offline,
        "Offline: the domain is disabled",
        "已下线：该域名已停用",
    ),
    demo(
        "suspended.demo.example",
        Incident::Suspended,
        "Suspended: the account's service is stopped",
        "已停服：该账号的服务已停止",
    ),
    demo(
        "malformed.demo.example",
        Incident::Malformed,
        "Broken answer: the JSON ends half way",
        "应答损坏：JSON 中途截断",
    ),
    demo(
        "html.demo.example",
        Incident::Html,
        "A web page comes instead of an answer",
        "返回网页而非数据",
    ),
    demo(
        "error200.demo.example",
        Incident::Error200,
        "HTTP 200 with an error in its body",
        "HTTP 200 却在正文中报错",
    ),
    demo(
        "huge.demo.example",
        Incident::Huge,
        "An answer of more than 8 MiB",
        "应答超过 8 MiB",
    ),
];

/// All of them, the healthy one first.
#[must_use]
pub const fn demo_domains() -> &'static [DemoDomain] {
    DEMOS
}

/// What happens to a domain, in any case of letters.
pub(crate) fn incident(domain: &str) -> Incident {
    let known = DEMOS
        .iter()
        .find(|demo| demo.domain.eq_ignore_ascii_case(domain));
    known.map_or(Incident::Healthy, |demo| demo.incident)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_unique_and_described_in_both_languages() {
        for (index, demo) in DEMOS.iter().enumerate() {
            assert!(
                DEMOS
                    .iter()
                    .skip(index + 1)
                    .all(|other| other.domain != demo.domain)
            );
            assert!(demo.domain.ends_with(".demo.example"));
            assert!(!demo.what_en.is_empty() && demo.what_zh.chars().any(|c| c as u32 > 0x2e80));
            assert!(demo.concerns("live-codes"));
        }
        assert_eq!(incident("Burst.DEMO.example"), Incident::Burst);
        assert_eq!(incident("example.com"), Incident::Healthy);
    }
}
