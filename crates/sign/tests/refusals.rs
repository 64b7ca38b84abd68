//! What cannot be signed is refused, by every signer, without a word of the input.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use originscope_sign::{
    AuthToken, Credential, Moment, SignError, Signed, acs3, auth_token, rpc_v1, sdk_hmac,
};

const MOMENT: Moment<'static> = Moment {
    unix: 1_700_000_000,
    nonce: "n1",
};

fn key() -> Credential {
    Credential::new("id", "secret", None)
}

fn v3() -> acs3::Request<'static> {
    acs3::Request {
        method: "POST",
        host: "h",
        path: "/",
        query: &[],
        body: b"",
        action: "A",
        version: "1",
    }
}

fn huawei() -> sdk_hmac::Request<'static> {
    sdk_hmac::Request {
        method: "GET",
        host: "h:8080",
        path: "/v2/p/x",
        query: &[],
        body: b"",
        project_id: "p",
    }
}

#[test]
fn alibaba_v3() {
    let refused = |call: acs3::Request<'_>| acs3::sign(&call, &key(), &MOMENT).unwrap_err();
    assert_eq!(
        refused(acs3::Request {
            method: "post",
            ..v3()
        }),
        SignError::Method
    );
    assert_eq!(
        refused(acs3::Request { method: "", ..v3() }),
        SignError::Method
    );
    assert_eq!(refused(acs3::Request { host: "", ..v3() }), SignError::Host);
    assert_eq!(
        refused(acs3::Request {
            host: "a\r\nx: y",
            ..v3()
        }),
        SignError::Host
    );
    assert_eq!(
        refused(acs3::Request {
            host: "user@h",
            ..v3()
        }),
        SignError::Host
    );
    assert_eq!(
        refused(acs3::Request { path: "x", ..v3() }),
        SignError::Path
    );
    assert_eq!(
        refused(acs3::Request {
            path: "/?a=b",
            ..v3()
        }),
        SignError::Path
    );
    assert_eq!(
        refused(acs3::Request { action: "", ..v3() }),
        SignError::Action
    );
    assert_eq!(
        refused(acs3::Request {
            version: "1\n",
            ..v3()
        }),
        SignError::Action
    );
}

fn refused_by_all(id: &str, secret: &str, token: Option<&str>) -> [SignError; 3] {
    let key = Credential::new(id, secret, token);
    [
        acs3::sign(&v3(), &key, &MOMENT).unwrap_err(),
        rpc_v1::sign("GET", "h", &[], &key, &MOMENT).unwrap_err(),
        sdk_hmac::sign(&huawei(), &key, &MOMENT).unwrap_err(),
    ]
}

#[test]
fn keys() {
    assert_eq!(refused_by_all("", "s", None), [SignError::KeyId; 3]);
    assert_eq!(refused_by_all("i", "", None), [SignError::Secret; 3]);
    assert_eq!(refused_by_all("i", "s", Some("")), [SignError::Token; 3]);
    let comma = Credential::new("i,SignedHeaders=x", "s", None);
    assert_eq!(
        acs3::sign(&v3(), &comma, &MOMENT).unwrap_err(),
        SignError::KeyId
    );
    assert_eq!(
        sdk_hmac::sign(&huawei(), &comma, &MOMENT).unwrap_err(),
        SignError::KeyId
    );
    let line_feed = Credential::new("i", "s", Some("t\nx: y"));
    assert_eq!(
        acs3::sign(&v3(), &line_feed, &MOMENT).unwrap_err(),
        SignError::Token
    );
    assert_eq!(
        sdk_hmac::sign(&huawei(), &line_feed, &MOMENT).unwrap_err(),
        SignError::Token
    );
    assert_eq!(
        auth_token::sign(&huawei(), &AuthToken::new("")).unwrap_err(),
        SignError::Token
    );
}

#[test]
fn moments() {
    let never = Moment {
        unix: -1,
        nonce: "n",
    };
    assert_eq!(
        acs3::sign(&v3(), &key(), &never).unwrap_err(),
        SignError::Time
    );
    assert_eq!(
        rpc_v1::sign("GET", "h", &[], &key(), &never).unwrap_err(),
        SignError::Time
    );
    assert_eq!(
        sdk_hmac::sign(&huawei(), &key(), &never).unwrap_err(),
        SignError::Time
    );
    let no_nonce = Moment { unix: 0, nonce: "" };
    assert_eq!(
        acs3::sign(&v3(), &key(), &no_nonce).unwrap_err(),
        SignError::Nonce
    );
    assert_eq!(
        rpc_v1::sign("GET", "h", &[], &key(), &no_nonce).unwrap_err(),
        SignError::Nonce
    );
    assert!(
        sdk_hmac::sign(&huawei(), &key(), &no_nonce).is_ok(),
        "Huawei's algorithm has no nonce"
    );
}

#[test]
fn parameters_of_the_signer_cannot_be_set() {
    for name in rpc_v1::RESERVED {
        let params = [(name.to_owned(), "x".to_owned())];
        let refused = rpc_v1::sign("GET", "h", &params, &key(), &MOMENT).unwrap_err();
        assert_eq!(refused, SignError::ReservedParameter, "{name}");
    }
}

#[test]
fn huawei_project() {
    let call = sdk_hmac::Request {
        project_id: "",
        ..huawei()
    };
    assert_eq!(
        sdk_hmac::sign(&call, &key(), &MOMENT).unwrap_err(),
        SignError::Project
    );
    assert_eq!(
        auth_token::sign(&call, &AuthToken::new("t")).unwrap_err(),
        SignError::Project
    );
}

#[test]
fn a_user_token_goes_into_one_header() {
    let query = [
        ("b".to_owned(), "2 3".to_owned()),
        ("a".to_owned(), "1".to_owned()),
    ];
    let call = sdk_hmac::Request {
        query: &query,
        ..huawei()
    };
    let signed: Signed = auth_token::sign(&call, &AuthToken::new("MIIsecret==")).unwrap();
    assert_eq!(signed.url, "/v2/p/x?a=1&b=2%203");
    assert_eq!(signed.header("x-auth-token"), Some("MIIsecret=="));
    assert_eq!(signed.header("host"), Some("h:8080"));
    assert_eq!(signed.header("authorization"), None);
    assert!(!format!("{signed:?}").contains("MIIsecret"));
}
