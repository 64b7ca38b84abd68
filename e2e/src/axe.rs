//! axe-core: what in the page bars people, by the rules of WCAG 2.2 AA and by good practice.

use crate::Page;
use crate::child::named;
use crate::proxy::root;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::fs;

/// What axe is asked for, one line for each place that breaks a rule. What an open menu covers is measured in the states
/// without it: a reader who wants to press that closes the menu first.
const ASK: &str = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], elementRef: true })
    .then(({ violations, passes }) => {
        const open = document.querySelector('[role=dialog], dialog[open]');
        const counts = (id, element) => id !== 'target-size' || !open || open.contains(element);
        const line = (id, help, { target, html, any }) =>
            `${id}: ${help}: ${target.join(' ')}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join('; ')}`;
        return {
            passed: passes.length,
            broken: violations.flatMap(({ id, help, nodes }) =>
                nodes.filter(({ element }) => counts(id, element)).map((node) => line(id, help, node))),
        };
    })";

impl Page {
    /// Fails with every place of the page as it is now that breaks a rule: the rule, what it asks for, and where.
    ///
    /// # Errors
    /// A rule is broken, or axe-core is not there: `cargo xtask e2e` installs it.
    pub async fn axe(&self) -> Result<()> {
        if self.evaluate("typeof axe").await? != "object" {
            let default = root().join(".tools/node_modules/axe-core/axe.min.js");
            let file = named("ORIGINSCOPE_AXE", default);
            let source = fs::read_to_string(&file)
                .with_context(|| format!("cannot read axe-core at {}", file.display()))?;
            // `evaluate` answers the last value, and that of the library is itself.
            self.evaluate(&format!("{source}\n;true")).await?;
        }
        let found = self.evaluate(ASK).await?;
        ensure!(
            found["passed"].as_u64() > Some(10),
            "axe-core looked at nothing: {found}"
        );
        let broken: Vec<&str> = found["broken"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if !broken.is_empty() {
            bail!("axe-core: {}", broken.join("\naxe-core: "));
        }
        Ok(())
    }

    /// The value of an expression, awaited if it is a promise. The page's policy does not hold for it.
    async fn evaluate(&self, expression: &str) -> Result<Value> {
        let ask = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.cdp("Runtime.evaluate", ask).await?;
        if let Some(error) = answer.get("exceptionDetails") {
            bail!("the script threw {error}");
        }
        Ok(answer["result"]["value"].clone())
    }
}
