//! Answers that no proxy of a test gives: put into the page's way before they reach it.

use crate::Page;
use anyhow::Result;

impl Page {
    /// From the next opening on, every call to the proxy passes a script. It knows `url`, `real()` (the proxy's answer),
    /// `problem(status, code, title)` and `json(value)`; what it returns is the answer, and nothing leaves the real one.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn answer(&self, script: &str) -> Result<()> {
        let wrapped = format!(
            "{{
                const fetched = window.fetch.bind(window);
                const json = (value) => new Response(JSON.stringify(value), {{ headers: {{ 'content-type': 'application/json' }} }});
                const problem = (status, code, title, more) => new Response(
                    JSON.stringify({{ type: `urn:originscope:problem:${{code}}`, status, code, title,
                        action: 'Do something about it.', side: 'proxy', retry: 'no', ...more }}),
                    {{ status, headers: {{ 'content-type': 'application/problem+json' }} }});
                window.fetch = async (request, options) => {{
                    const url = String(request.url ?? request);
                    const real = () => fetched(request, options);
                    if (!url.includes('/api/v1/')) return real();
                    const answer = await (async () => {{ {script} }})();
                    return answer ?? real();
                }};
            }}"
        );
        self.before(&wrapped).await
    }

    /// Ends the proxy in the middle of everything.
    pub fn stop_proxy(&self) {
        self.proxy.stop();
    }
}
