//! One upstream call: built from the registry's table and the account, signed, and sent exactly as signed.

#[cfg(test)]
mod tests;

use crate::base::Base;
use crate::credentials::{Keys, Service, Signer};
use crate::problem::internal;
use originscope_apis::{Api, Style};
use originscope_core::{Ask, Problem};
use originscope_sign::{Moment, SignError, Signed, acs3, auth_token, hex, rpc_v1, sdk_hmac};

/// A signed call, ready to be sent once. Sending it again would be a replay: sign anew for another attempt.
pub(crate) struct Outgoing {
    pub(crate) method: &'static str,
    pub(crate) base: Base,
    pub(crate) signed: Signed,
}

/// Builds and signs the call for one window.
///
/// # Errors
/// `internal` if it cannot be signed, which the checks at start should have excluded.
pub(crate) fn build(
    api: &dyn Api,
    ask: &Ask,
    signer: &Signer,
    now: i64,
) -> Result<Outgoing, Problem> {
    let nonce = random_id()?;
    let moment = Moment {
        unix: now,
        nonce: &nonce,
    };
    let call = api.call(ask);
    let params: Vec<(String, String)> = call
        .params
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let built = match (call.style, &signer.account.service) {
        (Style::AlibabaRpc { action, version }, Service::Alibaba { v1, cdn, dcdn }) => {
            let base = if call.host.starts_with("dcdn.") {
                dcdn
            } else {
                cdn
            };
            alibaba(
                &signer.lease.keys,
                base,
                *v1,
                (action, version),
                params,
                &moment,
            )
        }
        (
            Style::HuaweiRest { path },
            Service::Huawei {
                project_id,
                endpoint,
            },
        ) => huawei(
            &signer.lease.keys,
            endpoint,
            project_id,
            path,
            &params,
            &moment,
        ),
        // The account was chosen by its vendor.
        _ => return Err(internal()),
    };
    built.map_err(|error| {
        tracing::error!(source = api.spec().id, %error, "cannot sign");
        internal()
    })
}

fn alibaba(
    keys: &Keys,
    base: &Base,
    v1: bool,
    (action, version): (&str, &str),
    mut params: Vec<(String, String)>,
    moment: &Moment<'_>,
) -> Result<Outgoing, SignError> {
    // As the vendor's SDKs: POST, everything in the query, no body.
    let method = "POST";
    let Keys::AkSk(credential) = keys else {
        return Err(SignError::KeyId);
    };
    let signed = if v1 {
        let fixed = [("Action", action), ("Version", version), ("Format", "JSON")];
        params.extend(fixed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        rpc_v1::sign(method, &base.authority, &params, credential, moment)?
    } else {
        let request = acs3::Request {
            method,
            host: &base.authority,
            path: "/",
            query: &params,
            body: b"",
            action,
            version,
        };
        acs3::sign(&request, credential, moment)?
    };
    Ok(Outgoing {
        method,
        base: base.clone(),
        signed,
    })
}

fn huawei(
    keys: &Keys,
    endpoint: &Base,
    project_id: &str,
    path: &str,
    params: &[(String, String)],
    moment: &Moment<'_>,
) -> Result<Outgoing, SignError> {
    let method = "GET";
    let path = path.replace("{project_id}", project_id);
    let request = sdk_hmac::Request {
        method,
        host: &endpoint.authority,
        path: &path,
        query: params,
        body: b"",
        project_id,
    };
    let signed = match keys {
        Keys::AkSk(credential) => sdk_hmac::sign(&request, credential, moment)?,
        Keys::Token(token) => auth_token::sign(&request, token)?,
    };
    Ok(Outgoing {
        method,
        base: endpoint.clone(),
        signed,
    })
}

/// A random number from 0 to 1; in the middle if there is no randomness.
pub(crate) fn random_fraction() -> f64 {
    getrandom::u32().map_or(0.5, |random| f64::from(random) / f64::from(u32::MAX))
}

/// 128 random bits in hex: a nonce, or the id of a request.
pub(crate) fn random_id() -> Result<String, Problem> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "no randomness");
        internal()
    })?;
    Ok(hex(&bytes))
}

#[cfg(test)]
mod nonces {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::HashSet;

    /// Nothing is generated ahead: a snapshot of the machine that is started twice asks its system anew.
    #[test]
    fn k05_a_million_nonces_are_a_million() {
        let nonces: HashSet<u128> = (0..1_000_000)
            .map(|_| u128::from_str_radix(&random_id().unwrap(), 16).unwrap())
            .collect();
        assert_eq!(nonces.len(), 1_000_000);
    }
}
