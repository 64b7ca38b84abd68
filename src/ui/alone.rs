//! One element that has the whole window: all others take no focus and no pointer meanwhile.

use web_sys::Element;

/// While this lives, nothing of the page can be reached but the element. Dialogs and live regions are left as they are.
pub struct Alone(Vec<Element>);

impl Alone {
    /// Puts everything beside an element and its ancestors out of reach.
    pub fn with(element: &Element) -> Self {
        let mut resting = Vec::new();
        let mut inner = element.clone();
        while let Some(outer) = inner.parent_element() {
            let children = outer.children();
            let beside = (0..children.length()).filter_map(|place| children.item(place));
            for other in beside.filter(|other| *other != inner && may_rest(other)) {
                if other.set_attribute("inert", "").is_ok() {
                    resting.push(other);
                }
            }
            if outer.tag_name() == "BODY" {
                break;
            }
            inner = outer;
        }
        Self(resting)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        for element in &self.0 {
            // An element that has left the page needs nothing.
            drop(element.remove_attribute("inert"));
        }
    }
}

fn may_rest(element: &Element) -> bool {
    let is_apart = matches!(element.tag_name().as_str(), "DIALOG" | "SCRIPT");
    !is_apart && !element.has_attribute("aria-live") && !element.has_attribute("inert")
}
