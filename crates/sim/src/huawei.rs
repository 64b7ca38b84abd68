//! Huawei's gateway and the Live service behind it.

use crate::answer::{slots, trouble};
use crate::asked;
use crate::demo::incident;
use crate::envelope::{Envelope, Refusal, reply_headers};
use crate::guard::huawei::verify;
use crate::incidents::Incident;
use crate::request::{SimRequest, SimResponse};
use crate::simulator::Simulator;
use originscope_apis::{Answer, Api, Format, Style};
use originscope_sign::encode::decode;

/// Answers a request that is for Huawei.
pub(crate) fn respond(
    sim: &Simulator,
    request: &SimRequest<'_>,
    now: i64,
    id: &str,
) -> SimResponse {
    let result = answer(sim, request, now, id);
    result.unwrap_or_else(|refusal| refusal.response(Envelope::Huawei, request, id))
}

fn answer(
    sim: &Simulator,
    request: &SimRequest<'_>,
    now: i64,
    id: &str,
) -> Result<SimResponse, Refusal> {
    let unknown = || {
        Refusal::new(
            404,
            "APIGW.0101",
            "The API does not exist or has not been published in the environment",
        )
    };
    let (api, project) = api(sim, request.path)
        .filter(|_| request.method == "GET")
        .ok_or_else(unknown)?;
    verify(request, &project, sim.huawei_keys(), &mut sim.memory(), now)?;
    let asked = asked::huawei::read(api.spec(), &request.query(), sim.limits(), now)?;
    for domain in &asked.domains {
        refuse_for(sim, incident(domain))?;
    }
    let slots = slots(sim.seed(), api.spec(), &asked, now);
    let answer = Answer {
        domains: &asked.domains.join(","),
        start: asked.start,
        end: asked.end,
        grain: asked.tier.grain,
        request_id: id,
        slots: &slots,
    };
    let body = api.encode(&answer, Format::Json);
    let response = SimResponse {
        status: 200,
        headers: reply_headers(Envelope::Huawei, id),
        body,
        delay_ms: 0,
    };
    let error = Refusal::new(200, "LIVE.100011002", "Internal service error");
    Ok(trouble(
        response,
        &asked.domains,
        &error.body(Envelope::Huawei, request.host, id),
    ))
}

/// The API at a path, and the project id that stands in it.
fn api(sim: &Simulator, path: &str) -> Option<(&'static dyn Api, String)> {
    sim.apis().iter().find_map(|(style, api)| match style {
        Style::HuaweiRest { path: template } => {
            project_in(template, path).map(|project| (*api, project))
        }
        Style::AlibabaRpc { .. } => None,
    })
}

fn project_in(template: &str, path: &str) -> Option<String> {
    let (before, after) = template.split_once("{project_id}")?;
    let project = path.strip_prefix(before)?.strip_suffix(after)?;
    (!project.is_empty() && !project.contains('/')).then(|| decode(project).into_owned())
}

/// The refusals that some domains stand for, in the words of the gateway and of the service.
fn refuse_for(sim: &Simulator, incident: Incident) -> Result<(), Refusal> {
    let throttled = || {
        let what = "The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 minute";
        Refusal::new(429, "APIGW.0308", what)
    };
    let refusal = match incident {
        Incident::Throttled => throttled(),
        Incident::Flaky if sim.memory().third_flaky_call() => throttled(),
        Incident::Denied | Incident::Suspended => Refusal::new(
            403,
            "APIGW.0302",
            "The IAM user is not allowed to access the API",
        ),
        Incident::NotFound | Incident::Offline => Refusal::new(
            400,
            "LIVE.100011001",
            "Invalid request parameter: play_domains",
        ),
        _ => return Ok(()),
    };
    Err(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_read_out_of_the_path() {
        let template = "/v2/{project_id}/stats/httpcodes";
        assert_eq!(
            project_in(template, "/v2/p%2A1/stats/httpcodes").as_deref(),
            Some("p*1")
        );
        for path in [
            "/v2//stats/httpcodes",
            "/v2/a/b/stats/httpcodes",
            "/v2/a/stats/httpcodes/",
            "/v1/a/stats/httpcodes",
        ] {
            assert_eq!(project_in(template, path), None, "{path}");
        }
    }
}
