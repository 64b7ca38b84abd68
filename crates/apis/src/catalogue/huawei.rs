//! Huawei's codes: the Live service and the API gateway before it.
//!
//! From <https://support.huaweicloud.com/intl/en-us/api-live/ErrorCode.html> and
//! <https://support.huaweicloud.com/intl/en-us/usermanual-apig/apig_03_0048.html>.

use super::{ANY, Entry, HIDDEN, REPORT, SHOWN, Text, WAIT, to};
use originscope_core::{Retry, Side};

const CHECK_KEY: Text = to(
    "Check the AK, the SK and the project id that the proxy uses; five refusals in a row lock the key for five minutes.",
    "请检查代理使用的 AK、SK 和项目 ID；连续五次被拒会使密钥锁定五分钟。",
);
const ENDPOINT: Text = to(
    "Check the region and the endpoint in the proxy's configuration.",
    "请检查代理配置中的区域和地址。",
);

/// The entries.
pub(super) const ENTRIES: &[Entry] = entries! {
    "hw.parameter.domains", ANY, "LIVE.100011001", Some("domain"), You, No, SHOWN;
        "Huawei does not accept the domains.",
        "华为云不接受这些域名。",
        to("Check the spelling, that they are playback domains of this project, and how many there are.",
           "请检查拼写、域名数量，并确认它们是该项目的播放域名。");

    "hw.parameter.time", ANY, "LIVE.100011001", Some("_time"), You, No, SHOWN;
        "Huawei does not accept the range.",
        "华为云不接受该时间范围。",
        to("Choose at most 24 hours within the last 7 days.",
           "请选择最近 7 天内、不超过 24 小时的范围。");

    "hw.parameter", ANY, "LIVE.100011001", None, You, No, HIDDEN;
        "Huawei does not accept one of the parameters.",
        "华为云不接受其中的某个参数。",
        to("Check the domains, the range and the filters.",
           "请检查域名、时间范围和筛选条件。");

    "hw.permission", ANY, "LIVE.100011003", None, Account, AfterChange, HIDDEN;
        "This identity may not call this API of Huawei Live.",
        "该身份无权调用华为云直播的此接口。",
        to("Let the account's administrator grant it read access to Live, and check the key.",
           "请由账号管理员授予直播服务的读取权限，并检查密钥。");

    "hw.https", ANY, "LIVE.100011004", None, Proxy, AfterChange, SHOWN;
        "Huawei takes this call over HTTPS only.",
        "该接口只支持 HTTPS。",
        to("Use an https endpoint in the proxy's configuration.",
           "请在代理的配置中使用 https 地址。");

    "hw.maintenance", ANY, "LIVE.100011006", None, Vendor, Soon, SHOWN;
        "Huawei is maintaining this API, or does not offer it here.",
        "该接口正在维护，或此处不提供该接口。", WAIT;

    "hw.stopped", ANY, "LIVE.100011008", None, Vendor, Soon, SHOWN;
        "Huawei has taken this API down for maintenance.",
        "该接口正在停服维护。", WAIT;

    "hw.no-user", ANY, "LIVE.100011009", None, Account, AfterChange, SHOWN;
        "Huawei Live does not know the account behind this key.",
        "华为云直播不认识该密钥所属的账号。", CHECK_KEY;

    "hw.method", ANY, "LIVE.100011011", None, Proxy, No, SHOWN;
        "Huawei does not take this HTTP method here.",
        "该接口不支持此 HTTP 方法。", REPORT;

    "hw.real-name", ANY, "LIVE.100011013", None, Account, AfterChange, SHOWN;
        "The account has not completed real-name authentication.",
        "该账号尚未完成实名认证。",
        to("Complete it in Huawei's console.",
           "请在华为云控制台完成实名认证。");

    "hw.account", ANY, "LIVE.100011014", None, Account, AfterChange, HIDDEN;
        "Huawei does not let this account use the service.",
        "华为云不允许该账号使用此服务。",
        to("Look at the bills and notices in Huawei's console.",
           "请在华为云控制台查看账单和通知。");

    "hw.live", ANY, "LIVE.*", None, Vendor, No, HIDDEN;
        "Huawei Live refused the call.",
        "华为云直播拒绝了该调用。",
        to("Look the code up in Huawei Live's list of error codes.",
           "请在华为云直播的错误码文档中查询该错误码。");

    "hw.not-found", ANY, "APIGW.0101", None, Proxy, AfterChange, SHOWN;
        "Huawei does not offer this API at this address.",
        "华为云在该地址不提供此接口。", ENDPOINT;

    "hw.request", ANY, "APIGW.0201", None, Proxy, No, HIDDEN;
        "Huawei's gateway could not take the call or pass it on.",
        "华为云网关无法接收或转发该调用。",
        to("Ask for fewer domains; if it stays, check the endpoint in the proxy's configuration.",
           "请减少域名；若仍失败，请检查代理配置中的地址。");

    "hw.backend", ANY, "APIGW.0202", None, Vendor, Soon, SHOWN;
        "Huawei's gateway could not reach the service behind it.",
        "华为云网关无法连接后端服务。", WAIT;

    "hw.backend-timeout", ANY, "APIGW.0203", None, Vendor, Soon, SHOWN;
        "The service behind Huawei's gateway did not answer in time.",
        "华为云网关的后端服务超时。", WAIT;

    "hw.locked", ANY, "APIGW.0301", Some("reach the limit"), Account, AfterChange, HIDDEN;
        "Huawei has locked this key for five minutes after repeated refusals.",
        "该密钥多次验证失败，已被华为云锁定五分钟。",
        to("Correct the key, wait five minutes, then try again.",
           "请更正密钥，五分钟后再试。");

    "hw.identity", ANY, "APIGW.0301", None, Account, AfterChange, HIDDEN;
        "Huawei could not verify the identity: the AK, the SK or the token is wrong.",
        "华为云无法验证身份：AK、SK 或令牌有误。", CHECK_KEY;

    "hw.forbidden", ANY, "APIGW.0302", None, Account, AfterChange, HIDDEN;
        "This identity may not call this API.",
        "该身份无权调用此接口。",
        to("Grant it live:statistics:listHttpCodeDimension in IAM.",
           "请在 IAM 中授予 live:statistics:listHttpCodeDimension 权限。");

    "hw.clock", ANY, "APIGW.0303", None, Proxy, AfterChange, HIDDEN;
        "Huawei refused the signature: the proxy's clock may be more than 15 minutes off, or the key be wrong.",
        "华为云拒绝了签名：代理的时钟可能偏差超过 15 分钟，或密钥有误。",
        to("Set the clock of the machine that the proxy runs on, then check the key.",
           "请校准代理所在机器的时钟，再检查密钥。");

    "hw.token", ANY, "APIGW.0307", None, Account, AfterChange, HIDDEN;
        "The token has expired.",
        "令牌已过期。",
        to("Renew the token that the proxy uses.",
           "请更新代理使用的令牌。");

    "hw.throttled", ANY, "APIGW.0308", None, Account, Soon, HIDDEN;
        "Huawei is limiting the calls of this account.",
        "华为云正在限制该账号的调用频率。", WAIT;

    "hw.throttled-429", ANY, "429", None, Account, Soon, HIDDEN;
        "Huawei is limiting the calls of this account.",
        "华为云正在限制该账号的调用频率。", WAIT;

    "hw.gateway", ANY, "APIGW.*", None, Vendor, No, HIDDEN;
        "Huawei's gateway refused the call.",
        "华为云网关拒绝了该调用。",
        to("Look the code up in the gateway's list of error codes.",
           "请在华为云 API 网关的错误码文档中查询该错误码。");
};
