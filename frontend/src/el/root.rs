//! The whole application as a view of Leptos, which mounts it.

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use leptos::web_sys::{Element, Node};
use send_wrapper::SendWrapper;

use super::El;
use super::build::Built;

impl Mountable for Built {
    fn unmount(&mut self) {
        self.node.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.node.parent_element() else { return false };
        child.mount(&parent, Some(&self.node));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.node.clone()]
    }
}

/// The whole application as a view of Leptos.
pub struct Root(SendWrapper<El>);

impl Root {
    pub fn new(app: El) -> Self {
        Self(SendWrapper::new(app))
    }
}

/// `None` only if the browser does not know how to make the element.
pub struct State(Option<Built>);

impl Mountable for State {
    fn unmount(&mut self) {
        if let Some(built) = &mut self.0 {
            built.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(built) = &mut self.0 {
            built.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.as_ref().is_some_and(|built| built.insert_before_this(child))
    }

    fn elements(&self) -> Vec<Element> {
        self.0.iter().map(|built| built.node.clone()).collect()
    }
}

impl Render for Root {
    type State = State;

    fn build(self) -> State {
        State(self.0.take().built())
    }

    fn rebuild(self, state: &mut State) {
        let mut next = self.build();
        state.insert_before_this(&mut next);
        state.unmount();
        *state = next;
    }
}

impl AddAnyAttr for Root {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

/// Only the browser's side is there: nothing is rendered on a server.
impl RenderHtml for Root {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
