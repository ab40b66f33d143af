//! What the form holds, and how the keys lead through it.

use contract::orders::{LineInput, Order};
use domain::Permission;
use leptos::prelude::*;
use leptos::web_sys::Event;

use super::lines::{self, Added, Goods, Lines, above_zero};
use crate::api::Api;
use crate::el::{El, div, el, key_event, live_text};
use crate::form::Form;
use crate::format;
use crate::i18n::{
    combobox::Combo,
    lang, lang_now,
    orders::{self as words, Ord},
    products::{self, Prod},
};
use crate::kept::Kept;
use crate::pages::orders::order_href;
use crate::pages::pick;
use crate::session::{use_api, use_session};
use crate::ui::{self, Combobox, Fault, Field, Kind, Look, button, focus, select_soon};
use crate::watch::effect;

pub const PRODUCT: &str = "product_id";
const QUANTITY: &str = "quantity";

/// The saved order that is being changed.
#[derive(Clone)]
pub struct Base {
    pub id: i64,
    pub version: i64,
    pub client: i64,
    pub comment: String,
    pub lines: Vec<LineInput>,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub base: Kept<Option<Base>>,
    pub client: Combobox,
    pub comment: RwSignal<String>,
    product: Combobox,
    quantity: RwSignal<String>,
    pub lines: Lines,
    status: RwSignal<String>,
    pub form: Form,
    /// After saving comes the payment.
    pub paying: RwSignal<bool>,
    /// The order as somebody else has left it, while that stands in the way.
    pub theirs: RwSignal<String>,
    pub api: Api,
}

impl Draft {
    pub fn new(order: Option<&Order>) -> Self {
        let text = || RwSignal::new(String::new());
        let this = Self {
            base: Kept::new(None),
            client: pick::client("client_id"),
            comment: text(),
            product: pick::product(PRODUCT),
            quantity: text(),
            lines: Lines::new(),
            status: text(),
            form: Form::new(""),
            paying: RwSignal::new(false),
            theirs: text(),
            api: use_api(),
        };
        if let Some(order) = order {
            this.fill(order);
        }
        let product = this.product;
        effect(move || {
            if !product.value.with(String::is_empty) {
                this.quantity.set("1".to_owned());
                select_soon(QUANTITY);
            }
        });
        this
    }

    /// Shows the order as it is saved.
    pub fn fill(self, order: &Order) {
        self.rebase(order);
        match order.client_id {
            0 => self.walk_in(),
            id => self.client.choose(&id.to_string(), &order.client_name),
        }
        self.comment.set(order.comment.clone());
        self.lines.fill(&order.lines);
    }

    /// What is typed is from now on a change of this order.
    pub fn rebase(self, order: &Order) {
        let line = |line: &contract::orders::OrderLine| LineInput {
            product_id: line.product_id,
            quantity: line.quantity,
        };
        self.base.set_value(Some(Base {
            id: order.id,
            version: order.version,
            client: order.client_id,
            comment: order.comment.clone(),
            lines: order.lines.iter().map(line).collect(),
        }));
    }

    pub fn walk_in(self) {
        self.client.choose("0", Ord::WalkIn.text(lang_now()));
    }

    pub fn is_dirty(self) -> bool {
        let now = (
            self.client.value.get_untracked(),
            self.comment.with_untracked(|text| text.trim().to_owned()),
            untrack(|| self.lines.read()).ok(),
        );
        self.product.is_unresolved()
            || self.base.with_value(|base| match base {
                Some(base) => {
                    now != (base.client.to_string(), base.comment.clone(), Some(base.lines.clone()))
                }
                None => self.lines.count() > 0 || !now.1.is_empty(),
            })
    }

    pub fn view(self) -> El {
        let form = self.form;
        let may_pay = use_session().may(Permission::OrdersPay);
        let back = self
            .base
            .with_value(|base| base.as_ref().map_or("/orders".to_owned(), |base| order_href(base.id)));
        let save = ui::submit(Look::Primary, Ord::Save, form.sending())
            .id("save")
            .on("click", move |_| self.paying.set(false));
        let pay = may_pay.then(|| {
            ui::submit(Look::Plain, Ord::SavePay, form.sending())
                .id("save-pay")
                .on("click", move |_| self.paying.set(true))
        });
        let comment = Field::new("comment", Ord::Comment, self.comment)
            .kind(Kind::Area)
            .faults(form.faults())
            .frozen(move || form.is_frozen());
        let total =
            move || self.lines.total().map_or_else(|| "—".to_owned(), |sum| format::money(lang(), sum));
        let foot = div("order-foot card")
            .child(el("p").child(Ord::SumTotal).child(": ").child(
                el("strong").class("order-sum").attr("data-testid", "order-total").child(live_text(total)),
            ))
            .child(div("cluster").child(save).child(pay).child(ui::link_button(
                Look::Quiet,
                back,
                crate::i18n::shell::Shell::Cancel,
            )));
        form.element("stack order-form", "order-form", move || self.submit())
            .child(div("card stack").child(self.client_row()).child(self.entry()))
            .child(lines::view(self))
            .child(div("card").child(comment.view()))
            .child(form.unknown_banner("order-check"))
            .child(foot)
    }

    /// Enter leads on to the products; in the empty field it means whoever walks in.
    fn client_row(self) -> El {
        let form = self.form;
        let field = self.client.view(Combo::Client, |field| {
            field.hint(Ord::ClientHint).faults(form.faults()).frozen(move || form.is_frozen()).required()
        });
        let field = field.on("keydown", move |event| {
            if is_plain_enter(&event) && !self.client.is_unresolved() {
                event.prevent_default();
                if self.client.value.with_untracked(String::is_empty) {
                    self.walk_in();
                }
                focus(PRODUCT);
            }
        });
        let walk_in = button(Look::Plain, Ord::ChooseWalkIn)
            .id("walk-in")
            .attr("title", Ord::WalkIn)
            .on_click(move || {
                if !untrack(|| form.is_frozen()) {
                    self.walk_in();
                    focus(PRODUCT);
                }
            });
        div("order-client").child(field).child(walk_in)
    }

    /// A product, how much of it, and on to the next one.
    fn entry(self) -> El {
        let form = self.form;
        let product = self
            .product
            .view(Prod::Product, |field| field.faults(form.faults()).frozen(move || form.is_frozen()));
        let product = product.on("keydown", move |event| {
            if is_plain_enter(&event) && !self.product.is_unresolved() {
                event.prevent_default();
                // Nothing more to add: on to the button.
                focus(if self.product.value.with_untracked(String::is_empty) { "save" } else { QUANTITY });
            }
        });
        let quantity = Field::new(QUANTITY, Ord::ColQuantity, self.quantity)
            .kind(Kind::Decimal)
            .live_hint(move || self.echo())
            .faults(form.faults())
            .frozen(move || form.is_frozen());
        let quantity = quantity.view().on("keydown", move |event| {
            if is_plain_enter(&event) {
                event.prevent_default();
                let _ = self.add();
            }
        });
        let add = button(Look::Plain, Ord::AddLine).id("add-line").on_click(move || {
            let _ = self.add();
        });
        let status = el("p")
            .class("hint order-status")
            .attr("role", "status")
            .attr("data-testid", "line-status")
            .child(Signal::from(self.status));
        div("order-entry").child(product).child(quantity).child(add).child(status)
    }

    /// The product that is chosen, as it was found; tracked.
    fn goods(self) -> Option<Goods> {
        pick::picked(self.product).map(Goods::from)
    }

    /// Price, stock and sum of what is about to be added; tracked.
    fn echo(self) -> (String, bool) {
        let lang = lang();
        let Some(goods) = self.goods() else { return (String::new(), false) };
        let wanted = self.quantity.with(|typed| above_zero(typed));
        let left = products::left(lang, &format::quantity_of(lang, goods.stock, &goods.unit));
        let sum = wanted.ok().and_then(|quantity| quantity.times(goods.price)).unwrap_or(goods.price);
        (format!("{} · {left}", format::money(lang, sum)), wanted.is_ok_and(|wanted| wanted > goods.stock))
    }

    /// Takes what stands in the fields into the order; false if that makes no sense.
    pub fn add(self) -> bool {
        if untrack(|| self.form.is_frozen()) {
            return false;
        }
        let goods = untrack(|| self.goods());
        let quantity = self.quantity.with_untracked(|typed| above_zero(typed));
        let lang = lang_now();
        match (goods, quantity) {
            (None, _) => self.form.refuse(vec![self.product.fault()]),
            (Some(_), Err(fault)) => self.form.refuse(vec![Fault::of(QUANTITY, fault)]),
            (Some(goods), Ok(quantity)) => {
                let (name, unit) = (goods.name.clone(), goods.unit.clone());
                let said = match self.lines.add(goods, quantity) {
                    Added::New => words::added(lang, &name, &format::quantity_of(lang, quantity, &unit)),
                    Added::Merged(sum) => words::merged(lang, &name, &format::quantity_of(lang, sum, &unit)),
                    Added::Full => {
                        self.form.refuse(vec![Fault::of(PRODUCT, Ord::TooManyLines)]);
                        return false;
                    }
                };
                self.form.clear();
                self.status.set(said);
                self.product.clear();
                self.quantity.set(String::new());
                focus(PRODUCT);
                return true;
            }
        }
        false
    }

    /// What stands in the fields counts, as if it had been added. False if it makes no sense.
    pub fn add_pending(self) -> bool {
        if self.product.value.with_untracked(String::is_empty) {
            if self.product.is_unresolved() {
                self.form.refuse(vec![self.product.fault()]);
                return false;
            }
            return true;
        }
        self.add()
    }
}

fn is_plain_enter(event: &Event) -> bool {
    !event.default_prevented()
        && key_event(event).is_some_and(|event| {
            event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() && !event.is_composing()
        })
}
