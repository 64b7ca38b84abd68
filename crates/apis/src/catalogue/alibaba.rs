//! Alibaba's codes of the pages of its four sources: domains, times, the state of the service.

use super::{ANY, Entry, HIDDEN, REPORT, SHOWN, Text, WAIT, to};
use originscope_core::{Retry, Side};

const DCDN: &[&str] = &["dcdn-ws-codes"];
const REALTIME: &[&str] = &["cdn-origin-codes", "cdn-origin-traffic-rt"];
const FLOW: &[&str] = &["cdn-origin-traffic"];

/// Where two calls are too many for the account.
const FEWER: Text = to(
    "Wait a little; the call is repeated by itself. If it lasts, ask for fewer domains or refresh less often.",
    "请稍候，系统会自动重试。若持续出现，请减少域名或降低刷新频率。",
);

/// The entries.
pub(super) const ENTRIES: &[Entry] = entries! {
    "ali.throttling", ANY, "Throttling", None, Account, Soon, SHOWN;
        "Alibaba is limiting the calls of this account.",
        "阿里云正在限制该账号的调用频率。", FEWER;

    "ali.throttling-user", ANY, "Throttling.User", None, Account, Soon, SHOWN;
        "This account calls Alibaba more often than it may.",
        "该账号的调用频率超过了阿里云的上限。", FEWER;

    "ali.throttling-api", ANY, "Throttling.Api", None, Vendor, Soon, SHOWN;
        "Alibaba is limiting all calls of this API, whoever makes them.",
        "阿里云正在对该接口整体限流，与具体账号无关。", WAIT;

    "ali.throttling-any", ANY, "Throttling*", None, Account, Soon, HIDDEN;
        "Alibaba is limiting the calls of this account.",
        "阿里云正在限制该账号的调用频率。", FEWER;

    "ali.flow-control", ANY, "FlowControlError", None, Account, Soon, HIDDEN;
        "Alibaba is limiting the calls of this account.",
        "阿里云正在限制该账号的调用频率。", FEWER;

    "ali.illegal-operation", ANY, "IllegalOperation", None, You, No, SHOWN;
        "Alibaba does not accept this domain.",
        "阿里云不接受该域名。",
        to("Check the spelling, and that it is an accelerated domain of this account.",
           "请检查拼写，并确认它是该账号下的加速域名。");

    "ali.not-opened", ANY, "OperationDenied", Some("does not open"), Account, AfterChange, SHOWN;
        "The CDN service is not activated on this account.",
        "该账号未开通 CDN 服务。",
        to("Activate the service in Alibaba's console, or use a key of the account that owns the domain.",
           "请在阿里云控制台开通服务，或改用域名所属账号的密钥。");

    "ali.suspended", ANY, "OperationDenied", Some("suspended"), Account, AfterChange, SHOWN;
        "The CDN service of this account is suspended, often for an overdue payment.",
        "该账号的 CDN 服务已被停止，常见原因是欠费。",
        to("Look at the bills and notices in Alibaba's console; data come again once the service is restored.",
           "请在阿里云控制台查看账单和通知，服务恢复后即可重新获取数据。");

    "ali.denied", ANY, "OperationDenied*", None, Account, AfterChange, HIDDEN;
        "Alibaba denied the operation to this account.",
        "阿里云拒绝了该账号的此项操作。",
        to("Look at the state of the CDN service in Alibaba's console.",
           "请在阿里云控制台查看 CDN 服务的状态。");

    "ali.domain-not-found", ANY, "InvalidDomain.NotFound", None, You, No, SHOWN;
        "The domain does not exist or belongs to another account.",
        "域名不存在，或不属于该账号。",
        to("Check the spelling, or use a key of the account that owns it.",
           "请检查拼写，或改用域名所属账号的密钥。");

    "ali.domain-offline", ANY, "InvalidDomain.Offline", None, You, AfterChange, SHOWN;
        "The domain is disabled in the CDN.",
        "该域名在 CDN 中已停用。",
        to("Enable it in Alibaba's console, or leave it out.",
           "请在阿里云控制台启用该域名，或不再查询它。");

    "ali.service-busy", ANY, "ServiceBusy", None, Vendor, Soon, SHOWN;
        "The domain is just being configured, so Alibaba does not answer for it.",
        "该域名正在配置中，阿里云暂不提供数据。",
        to("Wait until the change has been rolled out; the call is repeated by itself.",
           "请等待配置下发完成，系统会自动重试。");

    "ali.configure-failed", ANY, "InvalidDomain.Configure_failed", None, Account, AfterChange, SHOWN;
        "Alibaba failed to configure this domain.",
        "阿里云配置该域名失败。",
        to("Open the domain in Alibaba's console, and repeat or undo its last change.",
           "请在阿里云控制台打开该域名，重做或撤销最近一次变更。");

    "ali.domain", ANY, "InvalidDomain*", None, You, No, HIDDEN;
        "Alibaba does not accept one of the domains.",
        "阿里云不接受其中的某个域名。",
        to("Check the spelling of each domain and how many there are.",
           "请检查每个域名的拼写，以及域名数量。");

    "ali.missing-parameter", ANY, "MissingParameter", Some("starttime"), Proxy, No, SHOWN;
        "Start and end were not sent together.",
        "开始时间与结束时间没有同时提供。", REPORT;

    "ali.missing-time", ANY, "MissingTimeParameter", None, Proxy, No, SHOWN;
        "Start and end were not sent together.",
        "开始时间与结束时间没有同时提供。", REPORT;

    "ali.start-malformed", ANY, "InvalidStartTime.Malformed", None, Proxy, No, SHOWN;
        "The start is not written in the form that this API reads.",
        "开始时间的格式不符合该接口的要求。", REPORT;

    "ali.end-malformed", ANY, "InvalidEndTime.Malformed", None, Proxy, No, SHOWN;
        "The end is not written in the form that this API reads.",
        "结束时间的格式不符合该接口的要求。", REPORT;

    "ali.end-mismatch", ANY, "InvalidEndTime.Mismatch", None, You, No, SHOWN;
        "The end is not later than the start.",
        "结束时间不晚于开始时间。",
        to("Choose a range whose end is later than its start.",
           "请选择结束时间晚于开始时间的范围。");

    "ali.start-not-supported.ws", DCDN, "InvalidStartTime.ValueNotSupported", None, You, No, SHOWN;
        "DCDN does not support this start: it lies before what DCDN keeps at this grain.",
        "DCDN 不支持该开始时间：它早于该粒度的保留期。",
        to("Choose a later start or a coarser grain.",
           "请选择更晚的开始时间，或更粗的粒度。");

    "ali.start-not-supported.rt", REALTIME, "InvalidStartTime.ValueNotSupported", None, You, No, SHOWN;
        "Start and end lie further apart than Alibaba answers in one call.",
        "开始与结束的跨度超过阿里云单次查询的上限。",
        to("The range is cut into shorter calls by itself; if this stays, choose a shorter range.",
           "系统会自动拆成更短的查询；若仍失败，请缩短范围。");

    "ali.start-not-supported.flow", FLOW, "InvalidStartTime.ValueNotSupported", None, You, No, SHOWN;
        "Alibaba does not support this start: it keeps these data for 90 days.",
        "阿里云不支持该开始时间：此类数据只保留 90 天。",
        to("Choose a start within the last 90 days.",
           "请选择最近 90 天内的开始时间。");

    "ali.start-not-supported", ANY, "InvalidStartTime.ValueNotSupported", None, You, No, SHOWN;
        "Alibaba does not support this start: it lies too far back, or too far from the end.",
        "阿里云不支持该开始时间：过早，或与结束时间相隔太远。",
        to("Choose a later start or a shorter range.",
           "请选择更晚的开始时间，或更短的范围。");

    "ali.start", ANY, "InvalidStartTime*", None, You, No, HIDDEN;
        "Alibaba does not accept the start of the range.",
        "阿里云不接受该开始时间。",
        to("Choose a later start or a shorter range.",
           "请选择更晚的开始时间，或更短的范围。");

    "ali.end", ANY, "InvalidEndTime*", None, You, No, HIDDEN;
        "Alibaba does not accept the end of the range.",
        "阿里云不接受该结束时间。",
        to("Choose an end that is later than the start and not in the future.",
           "请选择晚于开始时间且不在未来的结束时间。");
};
