//! Code in boxes, one function each.
//!
//! Why not `dyn Fn`: its table also has the ways to call it as `FnMut` and `FnOnce`, two more functions for each of the hundreds of
//! pieces of code that pages are made of.

/// Says a value whenever asked.
pub trait Give<T> {
    fn give(&self) -> T;
}

impl<T, F: Fn() -> T> Give<T> for F {
    fn give(&self) -> T {
        self()
    }
}

/// Does something with what it gets.
pub trait Take<T> {
    fn take(&mut self, what: T);
}

impl<T, F: FnMut(T)> Take<T> for F {
    fn take(&mut self, what: T) {
        self(what);
    }
}
