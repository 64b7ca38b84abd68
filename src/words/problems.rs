//! The proxy's and the page's own failures in Chinese, by their stable codes.
//!
//! The proxy speaks English only, so that its answers mean the same to every client. Vendors' codes are explained by the
//! catalogue of the registry; a code that is not here keeps the words that it came with.

use originscope_core::Problem;

/// What happened and what to do, in Chinese; nothing for a code that is not known here.
pub fn chinese(problem: &Problem) -> Option<(&'static str, &'static str)> {
    let code = problem.code.as_str();
    asked(code)
        .or_else(|| asked_range(code))
        .or_else(|| proxy(code))
        .or_else(|| upstream(code))
        .or_else(|| vendor(code))
        .or_else(|| page(code))
}

/// What the proxy refuses of an address, a domain or a filter (its `problem`, `params`, `validate`).
fn asked(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "unknown_path" => (
            "这个地址下没有内容。",
            "请用 /api/v1/sources 或 /api/v1/series/{source}。",
        ),
        "unknown_source" | "source_unknown" => (
            "没有这个数据源。",
            "从 /api/v1/sources 列出的数据源里选一个。",
        ),
        "method_not_allowed" => ("这里只接受 GET。", "请用 GET 请求。"),
        "address_too_long" => ("地址超过 8 KiB。", "请减少一次查询的域名。"),
        "query_malformed" => (
            "查询串无法解码。",
            "请按 UTF-8 做百分号编码，不要带控制字符。",
        ),
        "parameter_unknown" => (
            "查询中有不认识的参数。",
            "只能用 domain、start、end、grain、isp、region 和 code。",
        ),
        "parameter_repeated" => (
            "有参数重复出现。",
            "每个参数只写一次；多个域名或状态码用逗号分隔。",
        ),
        "domain_missing" => ("没有给出域名。", "至少写一个域名；多个域名用一个逗号分隔。"),
        "domain_malformed" => (
            "有一个域名写得不对。",
            "请按 DNS 的写法，例如 www.example.com：不带协议、端口、路径、空格和末尾的点。",
        ),
        "domain_is_wildcard" => ("不支持泛域名。", "请写出完整的域名。"),
        "domain_is_address" => ("IP 地址不是域名。", "请填写加速域名。"),
        "domain_is_local" => ("本机名称不是 CDN 的域名。", "请填写加速域名。"),
        "too_many_domains" => ("域名数超过厂商一次调用的上限。", "请减少一次查询的域名。"),
        "filter_malformed" => (
            "筛选条件里有运营商或地区名中不会出现的字符。",
            "请用厂商的英文名：字母、数字、连字符和下划线，最多 64 个。",
        ),
        "filter_not_taken" => (
            "这个数据源不支持该筛选条件。",
            "去掉筛选条件，或换一个支持它的数据源。",
        ),
        "too_many_codes" => (
            "状态码数超过厂商一次调用的上限。",
            "最多写 44 个状态码；不写表示全部。",
        ),
        "code_malformed" => (
            "有一个状态码写得不对。",
            "请写 100 到 599 的三位数字，用一个逗号分隔。",
        ),
        _ => return None,
    })
}

/// What the proxy refuses of a range or a grain.
fn asked_range(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "grain_not_taken" => (
            "这个数据源不能指定粒度，由厂商按范围决定。",
            "去掉 grain 参数。",
        ),
        "grain_not_allowed" => (
            "这个数据源没有这种粒度。",
            "请用该数据源支持的粒度，以秒为单位。",
        ),
        "range_too_long_for_grain" => (
            "范围超过厂商在这个粒度下能回答的长度。",
            "请改用更粗的粒度，或缩短范围。",
        ),
        "range_too_long" => (
            "范围超过厂商一次能回答的长度。",
            "请分成几个较短的范围依次查询。",
        ),
        "range_empty" => ("开始和结束是同一时刻。", "请选择晚于开始的结束时间。"),
        "range_reversed" => ("结束早于开始。", "请选择晚于开始的结束时间。"),
        "range_too_old" => ("范围的开始早于厂商的保留期。", "请选择更晚的开始时间。"),
        "time_in_future" => (
            "范围超出了当前时间。",
            "结束时间不要晚于现在；请检查本机时钟。",
        ),
        "time_malformed" => (
            "时间不符合 YYYY-MM-DDThh:mm:ssZ 的格式。",
            "请用 UTC 书写，例如 2018-03-01T05:00:00Z。",
        ),
        "domains_of_several_accounts" => (
            "这些域名属于代理的不同账号。",
            "请按账号分别查询各自的域名。",
        ),
        "start_missing" | "end_missing" | "time_missing" => (
            "开始和结束时间都要给出。",
            "两个时间都用 UTC 书写，例如 2018-03-01T05:00:00Z。",
        ),
        _ => return None,
    })
}

/// What the proxy lacks, or fails at before a vendor answers.
fn proxy(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "no_credential" => (
            "代理没有这家厂商的密钥。",
            "设置该厂商的环境变量，或在配置中写入账号，然后重启代理。",
        ),
        "cross_site" => (
            "该请求不是由本页面发出的。",
            "请带上请求头 X-Requested-With: originscope，其他站点的页面无法做到。",
        ),
        "expectation_not_met" => ("代理不处理 Expect 请求头。", "去掉 Expect 请求头。"),
        "overloaded" => (
            "同时请求的数据超过了账号配额或代理自身的限制。",
            "稍候；或减少域名、缩短范围。",
        ),
        "rate_limited" => (
            "你的请求比这个代理允许单个用户的更频繁。",
            "等待 Retry-After 给出的时间；页面会自动等待。",
        ),
        "unauthenticated" => (
            "代理不知道是谁在请求。",
            "请在 login 页面登录，或使用有效的令牌。",
        ),
        "identity_malformed" => (
            "请求中的身份不可信。",
            "请经由负责登录的反向代理访问；它必须先删除客户端自带的该请求头。",
        ),
        "domain_not_allowed" => (
            "你无权查询其中某个域名。",
            "请联系代理的管理者，把该域名加入你的名单。",
        ),
        "no_account_for_domain" => (
            "代理的账号都不负责其中某个域名。",
            "请在代理配置中把该域名加入某个账号的 domains。",
        ),
        "not_saved" => (
            "这个数据源没有保存的响应。",
            "把 sample.json 或 sample.xml 放进以数据源 id 命名的文件夹。",
        ),
        "internal" => ("代理内部出错。", "请附上请求 ID 反馈；原因在代理的日志里。"),
        "upstream_unreachable" => (
            "代理连不上厂商。",
            "检查代理的出网链路：DNS、防火墙、出口代理。",
        ),
        "upstream_untrusted" => (
            "无法与厂商地址建立可信的 TLS 连接。",
            "检查链路上是否有设备拦截 TLS、代理所在机器是否缺少 CA 证书，或该地址是否不支持 TLS。",
        ),
        "upstream_timeout" => ("厂商没有及时应答。", "稍后再试，或缩短范围。"),
        "upstream_redirect" => (
            "厂商地址被重定向到别处。",
            "检查配置中的接入点；链路上可能有环节要求登录。",
        ),
        _ => return None,
    })
}

/// Answers of a vendor that are none (its `decode_problem`).
fn upstream(code: &str) -> Option<(&'static str, &'static str)> {
    const AGAIN: &str = "稍后再试；如果一直如此，请附上请求 ID 反馈。";
    const REPORT: &str = "请附上请求 ID 反馈：厂商可能改了格式。";
    Some(match code {
        "upstream_empty" => ("厂商的响应是空的。", AGAIN),
        "upstream_html" => (
            "返回的是网页，不是厂商的数据。",
            "检查代理与厂商之间的环节：应答的是登录页或拦截页。",
        ),
        "upstream_not_text" => ("厂商的响应不是 UTF-8 文本。", REPORT),
        "upstream_not_json" => ("厂商的响应格式有误。", REPORT),
        "upstream_shape" => ("厂商的响应不是这个接口的结构。", REPORT),
        "upstream_truncated" => ("厂商的响应提前中断。", AGAIN),
        "upstream_too_large" => ("厂商的响应超过 8 MiB。", "请缩短范围，或减少域名。"),
        _ => return None,
    })
}

/// Refusals of a vendor whose own code nobody has explained (its `vendor_error`).
fn vendor(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "upstream_throttled" => ("厂商正在对这个账号限流。", "请稍等片刻再查询。"),
        "upstream_unavailable" => ("厂商暂时无法应答。", "请稍后再试。"),
        "upstream_auth" => (
            "厂商拒绝了代理的密钥。",
            "检查代理使用的密钥；反复被拒可能导致密钥被锁定。",
        ),
        "credentials_expired" => ("代理的临时凭证无效或已过期。", "请更新临时凭证。"),
        "clock_skew" => ("代理的时钟偏差超过 15 分钟。", "校准代理所在机器的时钟。"),
        "upstream_replayed" => (
            "同一个签名请求到达厂商两次。",
            "请重试；链路上有环节在重复发送请求。",
        ),
        "account_denied" => (
            "厂商不允许这把密钥读取这些数据。",
            "给密钥授予该数据源的读取权限。",
        ),
        "domain_not_found" => ("厂商说这个账号下没有该域名。", "检查拼写和账号。"),
        "domain_configure_failed" => (
            "这个域名上一次配置在厂商侧失败了。",
            "在厂商控制台重做或撤销上一次改动。",
        ),
        "upstream_rejected_parameter" => (
            "厂商不接受这次调用的某个参数。",
            "检查域名、范围和筛选条件；如果都没错，请附上请求 ID 反馈。",
        ),
        "upstream_api_gone" => (
            "厂商在这个地址不再提供该接口。",
            "换一个能读同样数据的数据源，或检查配置中的接入点。",
        ),
        "upstream_needs_https" => ("厂商只接受 HTTPS 调用。", "在代理配置中使用 https 接入点。"),
        "upstream_error" => (
            "厂商返回了这里不认识的错误。",
            "请查厂商的错误码和请求 ID。",
        ),
        _ => return None,
    })
}

/// The page's own, where no value stands in the sentence.
fn page(code: &str) -> Option<(&'static str, &'static str)> {
    const CORRECT: &str = "请由部署本页的人改正该文件：{\"proxy\": \"https://proxy.example.com/\"}；代理与本页同一地址时写 {}。";
    const REPORT: &str = "保留这份响应并反馈，厂商可能改了格式。";
    Some(match code {
        "config_not_json" => ("本页旁边的 config.json 不是 JSON。", CORRECT),
        "config_keys" => (
            "本页旁边的 config.json 里有 `proxy` 以外的键，或者 `proxy` 不是文本。",
            CORRECT,
        ),
        "config_address" => ("本页旁边的 config.json 里，代理的地址写得不对。", CORRECT),
        "proxy_unreachable" => (
            "连不上代理。",
            "用 `originscope serve` 启动代理，或检查地址和网络。",
        ),
        "not_a_proxy" => (
            "应答的不是 Originscope 代理。",
            "由代理来提供本页，或把 /api 转发给它。",
        ),
        "proxy_odd" => (
            "代理返回了错误，没有说明原因。",
            "查看代理的日志；也可能是代理与本页之间的某个环节在应答。",
        ),
        "vendor_error_in_answer" => (
            "状态码显示成功，厂商却返回了错误。",
            "在厂商文档里查这个错误码；重试可能有用。",
        ),
        "answer_empty" => ("厂商的响应是空的。", REPORT),
        "answer_html" => ("返回的是网页，不是厂商的数据。", REPORT),
        "answer_not_text" => ("厂商的响应不是 UTF-8 文本。", REPORT),
        "answer_truncated" => ("厂商的响应提前中断。", REPORT),
        "answer_syntax" => ("厂商的响应格式有误。", REPORT),
        "answer_shape" => ("厂商的响应不是这个接口的结构。", REPORT),
        "answer_too_large" => ("厂商的响应太大。", REPORT),
        _ => return None,
    })
}
