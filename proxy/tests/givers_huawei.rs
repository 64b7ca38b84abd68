//! The same for Huawei's services: the agency of a machine, and tokens of others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::given::{WORKS, asks, given, huawei_key, is, proxy, refused};
use support::giver::{Answer, Asked, Giver};
use support::home::Home;

const HUAWEI: &str = "[accounts.huawei]\nproject_id = \"p1\"\nendpoint = \"http://VENDORS\"\n";

/// A live call is signed with the key that the machine's metadata service gives.
async fn a_call_works_with(machine: impl Fn(&Asked) -> Answer + Clone + Send + Sync + 'static) {
    let giver = Giver::new(machine).await;
    let config = format!(
        "{HUAWEI}instance_role = \"auto\"\n[accounts.huawei.endpoints]\nmetadata = \"http://{}\"",
        giver.address
    );
    let service = proxy(&Home::new(), &[], &config).await;
    assert!(
        is(&asks(&service, "live-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
}

#[tokio::test]
async fn the_agency_of_a_huawei_machine() {
    let machine = |asked: &Asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("PUT", "/meta-data/latest/api/token")
            if asked.header("x-metadata-token-ttl-seconds") == "21600" =>
        {
            given("CANARY-MT".to_owned())
        }
        ("GET", "/openstack/latest/securitykey")
            if asked.header("x-metadata-token") == "CANARY-MT" =>
        {
            given(huawei_key())
        }
        _ => refused(401),
    };
    a_call_works_with(machine).await;
    // A machine with the first version only says so with 405.
    let first = |asked: &Asked| match asked.method.as_str() {
        "PUT" => refused(405),
        _ => given(huawei_key()),
    };
    a_call_works_with(first).await;
}

#[tokio::test]
async fn huaweis_tokens_of_others() {
    let sts = |asked: &Asked| {
        let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match asked.path.as_str() {
            "/v5/agencies/assume-with-oidc"
                if body["provider_urn"] == "iam::1:oidc"
                    && body["agency_urn"] == "iam::1:agency:x"
                    && body["id_token"] == "CANARY.JWT" =>
            {
                given(
                    huawei_key()
                        .replace("credential\"", "credentials\"")
                        .replace("access\"", "access_key_id\"")
                        .replace("secret\"", "secret_access_key\"")
                        .replace("securitytoken", "security_token")
                        .replace("expires_at", "expiration"),
                )
            }
            "/v3.0/OS-AUTH/id-token/tokens"
                if asked.header("x-idp-id") == "idp"
                    && body["auth"]["id_token"]["id"] == "CANARY.JWT" =>
            {
                (
                    201,
                    Some(("x-subject-token", "CANARY-IAM".to_owned())),
                    "{}".to_owned(),
                )
            }
            "/v3.0/OS-CREDENTIAL/securitytokens"
                if body["auth"]["identity"]["token"]["id"] == "CANARY-IAM" =>
            {
                (201, None, huawei_key())
            }
            "/pod" if asked.method == "POST" && asked.header("authorization") == "CANARY.JWT" => {
                given(huawei_key())
            }
            _ => (
                403,
                None,
                r#"{"error_code":"PAP5.0012","error_msg":"CANARY"}"#.to_owned(),
            ),
        }
    };
    let (home, giver) = (Home::new(), Giver::new(sts).await);
    let file = home.write_as("token", "CANARY.JWT\n", 0o644);
    let (file, at) = (file.to_str().unwrap(), format!("http://{}", giver.address));
    let pod = format!("{at}/pod");
    let config = format!("{HUAWEI}[accounts.huawei.endpoints]\nsts = \"{at}\"\niam = \"{at}\"");
    let agency = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "iam::1:oidc"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "iam::1:agency:x"),
    ];
    for env in [
        &[agency[0], agency[1], ("HUAWEICLOUD_OIDC_TOKEN_FILE", file)][..],
        &[
            agency[0],
            agency[1],
            ("HUAWEICLOUD_OIDC_ID_TOKEN", "CANARY.JWT"),
        ],
        &[
            ("HUAWEICLOUD_SDK_IDP_ID", "idp"),
            ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file),
        ],
        &[
            ("HC_CONTAINER_CREDENTIALS_FULL_URI", &pod),
            ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", file),
        ],
    ] {
        let service = proxy(&home, env, &config).await;
        assert!(
            is(&asks(&service, "live-codes").await, WORKS),
            "{env:?} {:?}",
            giver.asked()
        );
    }
    let profile = format!(
        "[basic]\nidp_id = idp\nid_token_file = {file}\niam_endpoint = {at}\nproject_id = p1\n"
    );
    home.write(".huaweicloud/credentials", &profile);
    let service = proxy(&home, &[], &HUAWEI.replace("project_id = \"p1\"\n", "")).await;
    assert!(
        is(&asks(&service, "live-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
}
