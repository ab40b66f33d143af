//! Views of a list: built-in ones and those that people have saved.

use super::page::List;
use crate::el::El;
use crate::i18n::list::List as Words;
use crate::ui;

pub fn bar(_list: List, tabs: Vec<El>) -> El {
    ui::tabs(Words::Views, tabs)
}
