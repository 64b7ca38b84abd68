//! HTTP status codes in the CDN's own dialect: one line for the legend, for each side of the CDN.
//!
//! The HTTP meanings are RFC 9110 and the registries behind it; 499 is nginx's, as CDNs use it. The CDN's reading follows
//! Alibaba's troubleshooting pages for 5xx (`X-Swift-Error`: `forward retry timeout`, `orig response 5xx error`).

use super::Text;
use originscope_core::Vantage;

/// A status code, explained.
#[derive(Clone, Copy, Debug)]
struct Meaning {
    code: u16,
    /// What it says between the CDN and the origin.
    origin: Text,
    /// What it says between viewers and the CDN.
    viewer: Text,
}

/// The meaning of a code as seen from a vantage, or `None` where nothing more than its class can be said.
#[must_use]
pub fn status_meaning(code: u16, vantage: Vantage) -> Option<Text> {
    let meaning = MEANINGS.iter().find(|meaning| meaning.code == code)?;
    Some(match vantage {
        Vantage::OriginSide => meaning.origin,
        Vantage::ViewerSide => meaning.viewer,
    })
}

/// Code, origin side in English and Chinese, then the viewer side's where it reads differently.
macro_rules! meanings {
    (@one $code:literal $en:literal $zh:literal) => { meanings!(@one $code $en $zh, $en $zh) };
    (@one $code:literal $o_en:literal $o_zh:literal, $v_en:literal $v_zh:literal) => {
        Meaning {
            code: $code,
            origin: Text { en: $o_en, zh: $o_zh },
            viewer: Text { en: $v_en, zh: $v_zh },
        }
    };
    ($($code:literal: $($text:literal)+ $(, $($more:literal)+)?;)*) => {
        &[$(meanings!(@one $code $($text)+ $(, $($more)+)?)),*]
    };
}

const MEANINGS: &[Meaning] = meanings! {
    101: "WebSocket opened to the origin" "到源站的 WebSocket 已建立",
         "WebSocket opened" "WebSocket 已建立";
    200: "origin sent the whole file" "源站返回完整内容",
         "served" "正常返回";
    204: "no content" "无内容";
    206: "origin sent a part of the file" "分片回源",
         "part of a file: seek or resume" "部分内容：拖动或续传";
    301: "moved for good" "永久重定向";
    302: "moved for now" "临时重定向";
    303: "look elsewhere with GET" "改用 GET 访问其他地址";
    304: "cached copy is still good" "缓存仍然有效",
         "viewer's copy is still good" "用户本地缓存仍然有效";
    307: "moved for now, same method" "临时重定向，方法不变";
    308: "moved for good, same method" "永久重定向，方法不变";
    400: "origin did not understand the CDN" "源站无法理解 CDN 的请求",
         "request not understood" "请求无法识别";
    401: "origin wants credentials" "源站要求认证",
         "not signed in" "未认证";
    403: "origin refuses the CDN" "源站拒绝 CDN 访问",
         "refused: signed URL, referer or IP rule" "被拒绝：鉴权、防盗链或 IP 规则";
    404: "not at the origin" "源站没有该文件",
         "not found" "文件不存在";
    405: "method not allowed" "不允许该请求方法";
    408: "origin waited too long for the request" "源站等待请求超时",
         "viewer sent the request too slowly" "用户发送请求超时";
    410: "gone for good" "已永久删除";
    413: "upload too large" "上传内容过大";
    414: "address too long" "网址过长";
    416: "range outside the file: has it changed?" "分片越界：文件可能已变更",
         "range outside the file" "请求范围越界";
    426: "must switch protocols first" "需先切换协议";
    429: "origin is limiting the CDN" "源站对 CDN 限流",
         "too many requests: a rate rule" "请求过多：触发限频";
    499: "CDN gave up waiting for the origin" "CDN 未等到源站应答即断开",
         "viewer left before the answer" "用户提前断开";
    500: "error inside the origin" "源站内部错误";
    501: "origin cannot do this" "源站不支持该请求";
    502: "origin or a gateway there failed" "源站或其网关出错",
         "no usable answer from the origin" "源站没有返回可用的应答";
    503: "origin overloaded or in maintenance" "源站过载或维护中",
         "unavailable: the origin, or a limit of the CDN" "服务不可用：源站过载，或触发 CDN 限制";
    504: "origin did not answer in time" "源站应答超时";
    520: "origin sent something unreadable" "源站的应答无法解析";
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_are_listed_once_and_ascending() {
        assert!(MEANINGS.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn the_two_sides_read_differently_where_they_are_different() {
        for (code, differs) in [(403, true), (499, true), (504, false), (301, false)] {
            let origin = status_meaning(code, Vantage::OriginSide).unwrap();
            let viewer = status_meaning(code, Vantage::ViewerSide).unwrap();
            assert_eq!(origin != viewer, differs, "{code}");
        }
        assert_eq!(status_meaning(299, Vantage::OriginSide), None);
        assert_eq!(status_meaning(0, Vantage::ViewerSide), None);
    }

    #[test]
    fn every_line_is_short_and_in_its_language() {
        for meaning in MEANINGS {
            for text in [meaning.origin, meaning.viewer] {
                assert!(
                    !text.en.is_empty() && text.en.is_ascii() && text.en.len() <= 48,
                    "{}",
                    text.en
                );
                assert!(
                    text.zh.chars().any(|c| ('一'..='鿿').contains(&c)),
                    "{}",
                    text.zh
                );
                assert!(
                    !text.zh.contains([',', ':', '?']) && text.zh.chars().count() <= 24,
                    "{}",
                    text.zh
                );
            }
        }
    }
}
