//! The codes that Alibaba's gateway gives for any API: keys, signatures, permissions, the call as such.
//!
//! From the API reference's list of common errors, <https://api.aliyun.com/document/Cdn/2018-05-10/errorCode>, and what
//! the vendor's SDKs test for.

use super::{ANY, Entry, HIDDEN, REPORT, SHOWN, Text, WAIT, to};
use originscope_core::{Retry, Side};

const OTHER_KEY: Text = to(
    "Check the key that the proxy uses: it may have been deleted, or belong to Alibaba's other site.",
    "请检查代理使用的密钥：它可能已被删除，或属于阿里云的另一个站点（中国站或国际站）。",
);
const SECRET: Text = to(
    "Put the secret of this key into the proxy again, without blanks around it.",
    "请重新为代理填写该密钥的 Secret，注意前后不要有空格。",
);
const RENEW: Text = to(
    "Renew the temporary credential that the proxy uses.",
    "请更新代理使用的临时凭证。",
);
const CLOCK: Text = to(
    "Set the clock of the machine that the proxy runs on.",
    "请校准代理所在机器的时钟。",
);
const GRANT: Text = to(
    "Grant the key's RAM user the read action of this source for this domain.",
    "请为该密钥的 RAM 用户授予此数据源对该域名的读取权限。",
);
const NEWER: Text = to(
    "Use another source for the same data.",
    "请改用提供同类数据的其他数据源。",
);

/// The entries.
pub(super) const ENTRIES: &[Entry] = entries! {
    "ali.key-not-found", ANY, "InvalidAccessKeyId.NotFound", None, Account, AfterChange, HIDDEN;
        "Alibaba does not know this access key.",
        "阿里云不认识该 AccessKey。", OTHER_KEY;

    "ali.key-inactive", ANY, "InvalidAccessKeyId.Inactive", None, Account, AfterChange, HIDDEN;
        "The access key is disabled.",
        "该 AccessKey 已被禁用。",
        to("Enable the key in RAM, or give the proxy another one.",
           "请在 RAM 中启用该密钥，或为代理更换密钥。");

    "ali.key-other", ANY, "InvalidAccessKeyId*", None, Account, AfterChange, HIDDEN;
        "Alibaba refused the access key.",
        "阿里云拒绝了该 AccessKey。", OTHER_KEY;

    "ali.secret", ANY, "InvalidAccessKeySecret*", None, Account, AfterChange, HIDDEN;
        "The secret does not belong to the access key.",
        "AccessKey Secret 与 AccessKey ID 不匹配。", SECRET;

    "ali.signature", ANY, "SignatureDoesNotMatch*", None, Account, AfterChange, HIDDEN;
        "Alibaba computed another signature than the proxy, most often because the secret is wrong.",
        "阿里云算出的签名与代理的不同，多半是 Secret 有误。", SECRET;

    "ali.signature-incomplete", ANY, "IncompleteSignature*", None, Proxy, No, HIDDEN;
        "Alibaba found the signature incomplete.",
        "阿里云认为签名不完整。", REPORT;

    "ali.signature-method", ANY, "InvalidSignature*", None, Proxy, No, HIDDEN;
        "Alibaba does not accept this kind of signature.",
        "阿里云不接受这种签名方式。", REPORT;

    "ali.token", ANY, "InvalidSecurityToken*", None, Account, AfterChange, HIDDEN;
        "The temporary token is not valid or has expired.",
        "临时令牌无效或已过期。", RENEW;

    "ali.token-missing", ANY, "MissingSecurityToken*", None, Account, AfterChange, HIDDEN;
        "The key is a temporary one and came without its token.",
        "该密钥是临时密钥，但没有附带令牌。",
        to("Give the proxy the token that belongs to the key.",
           "请为代理填写与该密钥配套的令牌。");

    "ali.clock", ANY, "InvalidTimeStamp.Expired", None, Proxy, AfterChange, HIDDEN;
        "The proxy's clock is more than 15 minutes off.",
        "代理的时钟偏差超过 15 分钟。", CLOCK;

    "ali.clock-illegal", ANY, "IllegalTimestamp*", None, Proxy, AfterChange, HIDDEN;
        "The proxy's clock is more than 15 minutes off.",
        "代理的时钟偏差超过 15 分钟。", CLOCK;

    "ali.time-format", ANY, "InvalidTimeStamp*", None, Proxy, No, HIDDEN;
        "Alibaba could not read the time of the call.",
        "阿里云无法识别调用的时间戳。", REPORT;

    "ali.nonce", ANY, "SignatureNonceUsed", None, Network, Soon, HIDDEN;
        "The same signed call reached Alibaba twice.",
        "同一个签名请求到达了阿里云两次。",
        to("It is signed anew by itself; if it stays, something on the way repeats calls.",
           "系统会重新签名并重试；若持续出现，说明链路中有设备在重复发送请求。");

    "ali.ram", ANY, "Forbidden.RAM", None, Account, AfterChange, HIDDEN;
        "This key may not read these data.",
        "该密钥无权读取这些数据。", GRANT;

    "ali.forbidden", ANY, "Forbidden*", None, Account, AfterChange, HIDDEN;
        "Alibaba forbids this call to this key.",
        "阿里云禁止该密钥进行此调用。", GRANT;

    "ali.no-permission", ANY, "NoPermission*", None, Account, AfterChange, HIDDEN;
        "This key may not read these data.",
        "该密钥无权读取这些数据。", GRANT;

    "ali.missing-any", ANY, "Missing*", None, Proxy, No, HIDDEN;
        "A parameter that this API needs was not sent.",
        "缺少该接口必需的参数。", REPORT;

    "ali.parameter", ANY, "InvalidParameter*", None, You, No, HIDDEN;
        "Alibaba does not accept one of the parameters.",
        "阿里云不接受其中的某个参数。",
        to("Check the domains, the range and the filters.",
           "请检查域名、时间范围和筛选条件。");

    "ali.method", ANY, "UnsupportedHTTPMethod", None, Proxy, No, SHOWN;
        "Alibaba does not take this HTTP method here.",
        "该接口不支持此 HTTP 方法。", REPORT;

    "ali.https", ANY, "InvalidProtocol.NeedSsl", None, Proxy, AfterChange, SHOWN;
        "Alibaba takes this call over HTTPS only.",
        "该接口只支持 HTTPS。",
        to("Use an https endpoint in the proxy's configuration.",
           "请在代理的配置中使用 https 地址。");

    "ali.api-not-found", ANY, "InvalidApi*", None, Vendor, No, HIDDEN;
        "Alibaba does not offer this API, or no longer.",
        "阿里云没有此接口，或已不再提供。", NEWER;

    "ali.action", ANY, "InvalidAction*", None, Vendor, No, HIDDEN;
        "Alibaba does not offer this API, or no longer.",
        "阿里云没有此接口，或已不再提供。", NEWER;

    "ali.version", ANY, "InvalidVersion*", None, Vendor, No, HIDDEN;
        "Alibaba does not offer this version of the API, or no longer.",
        "阿里云没有此版本的接口，或已不再提供。", NEWER;

    "ali.unsupported", ANY, "UnsupportedOperation*", None, Vendor, No, HIDDEN;
        "Alibaba does not support this operation.",
        "阿里云不支持此操作。", NEWER;

    "ali.unavailable", ANY, "ServiceUnavailable*", None, Vendor, Soon, HIDDEN;
        "Alibaba's service is not available at the moment.",
        "阿里云的服务暂时不可用。", WAIT;

    "ali.internal", ANY, "InternalError*", None, Vendor, Soon, HIDDEN;
        "Alibaba had an internal error.",
        "阿里云内部出错。", WAIT;
};
