//! Values that live as long as the component around them, and are not signals.
//!
//! Why not Leptos' `StoredValue<T>`: it makes its arena anew for every type of value, a kilobyte each. Here the arena holds one type,
//! and what is in it knows its own.
//! Invariant: after its component a value is gone: reading gives the default, writing does nothing.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;

/// A handle; copies are the same value.
pub struct Kept<T>(StoredValue<Rc<dyn Any>, LocalStorage>, PhantomData<fn(T) -> T>);

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

#[inline(never)]
fn keep(value: Rc<dyn Any>) -> StoredValue<Rc<dyn Any>, LocalStorage> {
    StoredValue::new_local(value)
}

#[inline(never)]
fn find(kept: StoredValue<Rc<dyn Any>, LocalStorage>) -> Option<Rc<dyn Any>> {
    kept.try_get_value()
}

impl<T: Default + 'static> Kept<T> {
    pub fn new(value: T) -> Self {
        Self(keep(Rc::new(RefCell::new(value))), PhantomData)
    }

    fn cell(self) -> Option<Rc<RefCell<T>>> {
        find(self.0)?.downcast().ok()
    }

    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    pub fn with_value<R>(self, f: impl FnOnce(&T) -> R) -> R {
        match self.cell() {
            Some(cell) => f(&cell.borrow()),
            None => f(&T::default()),
        }
    }

    pub fn set_value(self, value: T) {
        self.update_value(|kept| *kept = value);
    }

    pub fn update_value(self, f: impl FnOnce(&mut T)) {
        self.try_update_value(f);
    }

    /// `None` if the value is gone.
    pub fn try_update_value<R>(self, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        let cell = self.cell()?;
        let result = f(&mut cell.borrow_mut());
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_until_its_owner_ends() {
        let owner = Owner::new();
        let kept = owner.with(|| Kept::new(vec![1]));
        kept.update_value(|list| list.push(2));
        assert_eq!(kept.get_value(), [1, 2]);
        kept.set_value(vec![3]);
        assert_eq!(kept.with_value(Vec::len), 1);
        assert_eq!(kept.try_update_value(Vec::pop), Some(Some(3)));
        owner.cleanup();
        kept.set_value(vec![4]);
        assert_eq!((kept.get_value(), kept.try_update_value(Vec::pop)), (vec![], None));
    }
}
