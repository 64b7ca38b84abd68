//! What assistive technology sees of the page: Chromium's own accessibility tree.

use serde_json::Value;
use std::fmt::Write;

/// Something with a role and a name.
#[derive(Clone, Debug)]
pub struct Node {
    /// The role, as Chromium calls it: `button`, `image`, `heading`, `row`.
    pub role: String,
    /// The accessible name.
    pub name: String,
    /// The value of a field.
    pub value: String,
    /// Whether it can be acted on: not `disabled`.
    pub enabled: bool,
    /// Whether it says that it is pressed, checked, selected or expanded.
    pub on: bool,
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it says that it opens a menu, a sheet or a drawer.
    pub opens: bool,
    pub(crate) backend: i64,
    id: String,
    children: Vec<String>,
}

/// The tree at one moment.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Reads the answer of `Accessibility.getFullAXTree`.
    pub(crate) fn read(answer: &Value) -> Self {
        let nodes = answer["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Self {
            nodes: nodes.iter().map(read_node).collect(),
        }
    }

    /// All nodes of a role whose name holds `name`.
    #[must_use]
    pub fn all(&self, role: &str, name: &str) -> Vec<&Node> {
        let fits = |node: &&Node| node.role == role && node.name.contains(name);
        self.nodes.iter().filter(fits).collect()
    }

    /// The node of a role with exactly that name, or else the first whose name holds it.
    #[must_use]
    pub fn find(&self, role: &str, name: &str) -> Option<&Node> {
        let all = self.all(role, name);
        let exact = all.iter().find(|node| node.name == name);
        exact.or_else(|| all.first()).copied()
    }

    /// All nodes of a role anywhere below the first of another role.
    #[must_use]
    pub fn within(&self, landmark: &str, role: &str) -> Vec<&Node> {
        let first = self.all(landmark, "").into_iter().next();
        first.map_or_else(Vec::new, |first| self.below(first, role))
    }

    /// All nodes of a role anywhere below a node.
    #[must_use]
    pub fn below<'a>(&'a self, node: &'a Node, role: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        let mut left = vec![node];
        while let Some(node) = left.pop() {
            let children = node.children.iter();
            let children = children.filter_map(|id| self.nodes.iter().find(|node| node.id == *id));
            left.extend(children);
            found.extend((node.role == role).then_some(node));
        }
        found
    }

    /// What has the focus, if not the page as a whole.
    #[must_use]
    pub fn focused(&self) -> Option<&Node> {
        let focused = |node: &&Node| node.focused && node.role != "RootWebArea";
        self.nodes.iter().find(focused)
    }

    /// All text below a node, in order, pieces parted by spaces.
    #[must_use]
    pub fn text_of(&self, node: &Node) -> String {
        let mut pieces = Vec::new();
        self.collect(node, &mut pieces);
        pieces.join(" ")
    }

    fn collect<'a>(&'a self, node: &'a Node, pieces: &mut Vec<&'a str>) {
        if node.role == "StaticText" {
            pieces.push(&node.name);
            return;
        }
        for id in &node.children {
            if let Some(child) = self.nodes.iter().find(|other| other.id == *id) {
                self.collect(child, pieces);
            }
        }
    }

    /// Roles and names, a line each: for the message of a test that did not find what it looked for.
    #[must_use]
    pub fn outline(&self) -> String {
        let mut text = String::new();
        let named = self.nodes.iter().filter(|node| !node.name.is_empty());
        for node in
            named.filter(|node| !matches!(node.role.as_str(), "StaticText" | "InlineTextBox"))
        {
            let _infallible = writeln!(text, "{} {:?}", node.role, node.name);
        }
        text
    }
}

fn read_node(node: &Value) -> Node {
    let text = |field: &str| match &node[field]["value"] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let property = |name: &str| {
        let all = node["properties"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        all.iter()
            .find(|property| property["name"] == name)
            .map(|property| property["value"]["value"].clone())
    };
    let is = |name: &str| property(name).is_some_and(|value| value == true || value == "true");
    let ids = node["childIds"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    // An ignored node stays for its children's sake and has no role of its own.
    let ignored = node["ignored"] == true;
    Node {
        role: if ignored { String::new() } else { text("role") },
        name: if ignored { String::new() } else { text("name") },
        value: text("value"),
        enabled: !is("disabled"),
        on: ["pressed", "checked", "selected", "expanded"]
            .into_iter()
            .any(is),
        focused: is("focused"),
        opens: property("hasPopup").is_some_and(|value| value != "false" && value != false),
        backend: node["backendDOMNodeId"].as_i64().unwrap_or_default(),
        id: node["nodeId"].as_str().unwrap_or_default().to_owned(),
        children: ids
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    }
}
