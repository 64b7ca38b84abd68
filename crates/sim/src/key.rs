//! The keys that the simulator accepts.

use originscope_sign::{AuthToken, Credential};

/// A key that the simulator accepts; like every key here it cannot be printed.
#[derive(Clone)]
pub struct Key {
    pub(crate) credential: Credential,
    pub(crate) project_id: String,
    pub(crate) user_token: Option<AuthToken>,
}

impl Key {
    /// An Alibaba key; with a token it is temporary, and calls without that token are refused.
    #[must_use]
    pub fn alibaba(id: &str, secret: &str, token: Option<&str>) -> Self {
        Self {
            credential: Credential::new(id, secret, token),
            project_id: String::new(),
            user_token: None,
        }
    }

    /// A Huawei AK and SK of one project; with a token it is temporary.
    #[must_use]
    pub fn huawei(ak: &str, sk: &str, project_id: &str, token: Option<&str>) -> Self {
        Self {
            credential: Credential::new(ak, sk, token),
            project_id: project_id.to_owned(),
            user_token: None,
        }
    }

    /// The same Huawei key, whose owner may also come with this user token in `X-Auth-Token`.
    #[must_use]
    pub fn with_user_token(self, token: &str) -> Self {
        Self {
            user_token: Some(AuthToken::new(token)),
            ..self
        }
    }
}

/// The invented keys that the simulator accepts by default. They open nothing anywhere, so they may be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultKeys {
    /// Alibaba's AccessKeyId.
    pub alibaba_id: &'static str,
    /// Alibaba's AccessKeySecret.
    pub alibaba_secret: &'static str,
    /// Huawei's AK.
    pub huawei_ak: &'static str,
    /// Huawei's SK.
    pub huawei_sk: &'static str,
    /// Huawei's project id.
    pub huawei_project: &'static str,
}

impl DefaultKeys {
    /// The Alibaba key.
    #[must_use]
    pub fn alibaba(&self) -> Key {
        Key::alibaba(self.alibaba_id, self.alibaba_secret, None)
    }

    /// The Huawei key.
    #[must_use]
    pub fn huawei(&self) -> Key {
        Key::huawei(self.huawei_ak, self.huawei_sk, self.huawei_project, None)
    }
}

/// The keys that [`crate::SimConfig::default`] accepts, to be printed when the simulator starts.
#[must_use]
pub const fn default_keys() -> DefaultKeys {
    DefaultKeys {
        alibaba_id: "LTAI5tSimulatorDemo01",
        alibaba_secret: "not-a-secret-simulator-only-01",
        huawei_ak: "HWSIMULATORDEMO00001",
        huawei_sk: "not-a-secret-simulator-only-hw-sk-000001",
        huawei_project: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    }
}
