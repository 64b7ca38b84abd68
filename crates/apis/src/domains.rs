//! The domains of a call, in the form of Alibaba's APIs.

use originscope_core::Ask;

/// Sent where there is no domain to send: nobody can own it (RFC 2606), so the vendor answers that it does not exist.
const NOBODYS: &str = "domain-missing.invalid";

/// The domains, comma separated, and never an empty text: to the traffic APIs an empty `DomainName` means all domains of
/// the account, whoever asked.
pub(crate) fn comma_separated(ask: &Ask) -> String {
    let domains: Vec<_> = ask
        .domains
        .iter()
        .map(String::as_str)
        .filter(|domain| !domain.is_empty())
        .collect();
    if domains.is_empty() {
        NOBODYS.to_owned()
    } else {
        domains.join(",")
    }
}
