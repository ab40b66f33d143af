//! What a person does with a page: open, look, type, press; each waits until it is possible.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;

use crate::harness::PASSWORD;

const PATIENCE: Duration = Duration::from_secs(10);

pub struct Page {
    pub client: Client,
    base: String,
}

impl Page {
    pub fn new(client: Client, base: String) -> Self {
        Self { client, base }
    }

    pub async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path and query of the address bar.
    pub async fn address(&self) -> String {
        self.client.current_url().await.unwrap().as_str().strip_prefix(&self.base).unwrap().to_owned()
    }

    /// The first element that fits, once it is there.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(_) => panic!("{css} does not appear; the page says: {}", self.text("body").await),
        }
    }

    /// Visible text of the first element that fits; empty when there is none.
    pub async fn text(&self, css: &str) -> String {
        match self.client.find(Locator::Css(css)).await {
            // An element that is replaced just now has no text to be read.
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits until the text of an element contains that; spaces that do not break count as spaces.
    pub async fn sees(&self, css: &str, text: &str) {
        let begun = Instant::now();
        loop {
            let shown = self.text(css).await.replace(['\u{a0}', '\u{202f}'], " ");
            if shown.contains(text) {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{css} shows {shown:?} instead of {text:?}; the page says: {}",
                self.text("body").await
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until an expression of JavaScript is true.
    pub async fn holds(&self, expression: &str) {
        let begun = Instant::now();
        while self.eval(expression).await != Value::Bool(true) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{expression} does not hold; the page says: {}",
                self.text("body").await
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    pub async fn eval(&self, expression: &str) -> Value {
        self.client.execute(&format!("return {expression}"), Vec::new()).await.unwrap()
    }

    pub async fn type_into(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Types at whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Presses Tab until an element has the focus.
    pub async fn tab_to(&self, css: &str) {
        for _ in 0..80 {
            if self.eval(&format!("document.activeElement.matches({css:?})")).await == Value::Bool(true) {
                return;
            }
            self.keys(&Key::Tab.to_string()).await;
        }
        panic!("Tab does not lead to {css}");
    }

    pub async fn value(&self, css: &str) -> String {
        self.find(css).await.prop("value").await.unwrap().unwrap_or_default()
    }

    pub async fn press(&self, css: &str) {
        self.find(css).await.click().await.unwrap();
    }

    /// Chooses the interface language by its button.
    pub async fn speak(&self, lang: &str) {
        self.press(&format!(".segmented button[lang={lang}]")).await;
        self.holds(&format!("document.documentElement.lang === '{lang}'")).await;
    }

    /// Signs in as the administrator at the present address, in Russian.
    pub async fn sign_in(&self) {
        self.find("#login").await;
        self.speak("ru").await;
        self.enter("admin", PASSWORD).await;
    }

    /// Signs in with the form that is there.
    pub async fn enter(&self, login: &str, password: &str) {
        self.type_into("#login", login).await;
        self.type_into("#password", password).await;
        self.press("#sign-in").await;
        self.find("[data-testid=user]").await;
    }

    /// Puts a day into a date field, as its calendar does.
    pub async fn set_date(&self, css: &str, day: &str) {
        self.find(css).await;
        let script = format!(
            "(() => {{ const field = document.querySelector({css:?}); field.value = {day:?};
               for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {{bubbles: true}})); return true }})()"
        );
        assert_eq!(self.eval(&script).await, Value::Bool(true));
    }

    /// Chooses in a drop-down list by the value.
    pub async fn choose(&self, css: &str, value: &str) {
        self.find(css).await.select_by_value(value).await.unwrap();
    }

    /// Texts of a column of the table, counted from 1.
    pub async fn column(&self, number: usize) -> Vec<String> {
        let cells = format!(
            "[...document.querySelectorAll('tbody td:nth-child({number})')].map(cell => cell.innerText)"
        );
        let cells = self.eval(&cells).await;
        cells.as_array().unwrap().iter().map(|cell| cell.as_str().unwrap().to_owned()).collect()
    }

    /// Numbers of the operations in the rows.
    pub async fn operation_numbers(&self) -> Vec<i64> {
        let links = "[...document.querySelectorAll('tbody tr')].map(row => +row.querySelector('a[href^=\"/operations/\"]').getAttribute('href').split('/')[2])";
        self.eval(links).await.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
    }

    /// Names in the rows of the table, top to bottom.
    pub async fn rows(&self) -> Vec<String> {
        let rows = self.eval("[...document.querySelectorAll('tbody tr')].map(row => row.innerText)").await;
        rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap().to_owned()).collect()
    }
}
