//! Alibaba's gateway: V3 and V1, GET and POST, JSON and XML.

use crate::answer::{slots, trouble};
use crate::asked;
use crate::demo::incident;
use crate::envelope::{Envelope, Refusal, reply_headers};
use crate::guard::{alibaba_v1, alibaba_v3};
use crate::incidents::Incident;
use crate::request::{SimRequest, SimResponse, value};
use crate::simulator::Simulator;
use originscope_apis::{Answer, Api, Format, Style};
use originscope_sign::encode::Pairs;

/// Answers a request that is for Alibaba.
pub(crate) fn respond(
    sim: &Simulator,
    request: &SimRequest<'_>,
    now: i64,
    id: &str,
) -> SimResponse {
    let v3 = alibaba_v3::speaks(request);
    let mut params = request.query();
    params.extend(request.form());
    let format = format(request, v3, &params);
    let envelope = match format {
        Format::Json => Envelope::AlibabaJson,
        Format::Xml => Envelope::AlibabaXml,
    };
    let call = Call {
        sim,
        request,
        now,
        id,
        v3,
        params,
        format,
        envelope,
    };
    call.answer()
        .unwrap_or_else(|refusal| refusal.response(envelope, request, id))
}

/// V1 answers XML unless JSON is asked for; V3 answers JSON unless XML is.
fn format(request: &SimRequest<'_>, v3: bool, params: &Pairs) -> Format {
    let accepts_xml = request
        .header("accept")
        .is_some_and(|accept| accept.contains("xml") && !accept.contains("json"));
    match value(params, "Format") {
        Some(format) if format.eq_ignore_ascii_case("xml") => Format::Xml,
        Some(format) if format.eq_ignore_ascii_case("json") => Format::Json,
        _ if v3 && !accepts_xml => Format::Json,
        _ => Format::Xml,
    }
}

struct Call<'a> {
    sim: &'a Simulator,
    request: &'a SimRequest<'a>,
    now: i64,
    id: &'a str,
    v3: bool,
    params: Pairs,
    format: Format,
    envelope: Envelope,
}

impl Call<'_> {
    fn answer(&self) -> Result<SimResponse, Refusal> {
        if !["GET", "POST"].contains(&self.request.method) {
            return Err(Refusal::new(
                400,
                "UnsupportedHTTPMethod",
                "This http method is not supported.",
            ));
        }
        let (api, version) = self.api()?;
        self.verify()?;
        let asked = asked::alibaba::read(
            api.spec(),
            version,
            &self.params,
            self.sim.limits(),
            self.now,
        )?;
        for domain in &asked.domains {
            self.refuse_for(incident(domain))?;
        }
        let slots = slots(self.sim.seed(), api.spec(), &asked, self.now);
        let domains = asked.domains.join(",");
        let answer = Answer {
            domains: &domains,
            start: asked.start,
            end: asked.end,
            grain: asked.tier.grain,
            request_id: self.id,
            slots: &slots,
        };
        let body = api.encode(&answer, self.format);
        let response = SimResponse {
            status: 200,
            headers: reply_headers(self.envelope, self.id),
            body,
            delay_ms: 0,
        };
        let error = Refusal::new(
            200,
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
        );
        Ok(trouble(
            response,
            &asked.domains,
            &error.body(self.envelope, self.request.host, self.id),
        ))
    }

    /// The API that is called, and the version that its caller and the registry agree on.
    fn api(&self) -> Result<(&'static dyn Api, &'static str), Refusal> {
        let said = |header, param| {
            if self.v3 {
                self.request.header(header)
            } else {
                value(&self.params, param)
            }
        };
        let missing =
            |code, name| Refusal::new(400, code, format!("{name} is mandatory for this action."));
        let action =
            said("x-acs-action", "Action").ok_or_else(|| missing("MissingAction", "Action"))?;
        let version =
            said("x-acs-version", "Version").ok_or_else(|| missing("MissingVersion", "Version"))?;
        let found = self.sim.apis().iter().find_map(|(style, api)| match style {
            Style::AlibabaRpc {
                action: a,
                version: v,
            } if *a == action && *v == version => Some((*api, *v)),
            _ => None,
        });
        let found = found.filter(|_| self.request.path == "/");
        found.ok_or_else(|| {
            Refusal::new(
                404,
                "InvalidApi.NotFound",
                "Specified api is not found, please check your url and method.",
            )
        })
    }

    fn verify(&self) -> Result<(), Refusal> {
        let keys = self.sim.alibaba_keys();
        let mut memory = self.sim.memory();
        if self.v3 {
            alibaba_v3::verify(self.request, keys, &mut memory, self.now)
        } else {
            alibaba_v1::verify(
                self.request.method,
                &self.params,
                keys,
                &mut memory,
                self.now,
            )
        }
    }

    /// The refusals that some domains stand for, in the words of the vendor's pages.
    fn refuse_for(&self, incident: Incident) -> Result<(), Refusal> {
        let throttled = || {
            Refusal::new(
                503,
                "Throttling",
                "Request was denied due to request throttling.",
            )
            .retry_after(2_000)
        };
        let refusal = match incident {
            Incident::Throttled => throttled(),
            Incident::Flaky if self.sim.memory().third_flaky_call() => throttled(),
            Incident::Denied => Refusal::new(
                403,
                "Forbidden.RAM",
                "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
            ),
            Incident::NotFound => Refusal::new(
                404,
                "InvalidDomain.NotFound",
                "The domain provided does not belong to you.",
            ),
            Incident::Offline => Refusal::new(
                404,
                "InvalidDomain.Offline",
                "The domain provided is offline.",
            ),
            Incident::Suspended => {
                Refusal::new(403, "OperationDenied", "Your CDN service is suspended.")
            }
            _ => return Ok(()),
        };
        Err(refusal)
    }
}
