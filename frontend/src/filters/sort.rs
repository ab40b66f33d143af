//! The order of a list: a column, and a minus for the reverse.

use super::Term;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// Columns by which the client list can be ordered, with the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientColumn {
    Id,
    Name,
    Balance,
    CreditLimit,
    CreditDueDate,
}

impl ClientColumn {
    pub const ALL: [Self; 5] = [Self::Id, Self::Name, Self::Balance, Self::CreditLimit, Self::CreditDueDate];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Balance => "balance",
            Self::CreditLimit => "credit_limit",
            Self::CreditDueDate => "credit_due_date",
        }
    }

    /// What a first click on the header means: texts and dates from the beginning, sums from the largest.
    const fn first(self) -> Direction {
        match self {
            Self::Id | Self::Name | Self::CreditDueDate => Direction::Ascending,
            Self::Balance | Self::CreditLimit => Direction::Descending,
        }
    }
}

/// An order of the client list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: ClientColumn,
    pub direction: Direction,
}

impl Sort {
    /// The order when the address has none.
    pub const DEFAULT: Self = Self { column: ClientColumn::Id, direction: Direction::Ascending };

    /// The order after a click on the header of `column`.
    pub fn clicked(self, column: ClientColumn) -> Self {
        let direction = if self.column == column { self.direction.reversed() } else { column.first() };
        Self { column, direction }
    }
}

impl Term for Sort {
    fn read(text: &str) -> Option<Self> {
        let (direction, word) = match text.strip_prefix('-') {
            Some(word) => (Direction::Descending, word),
            None => (Direction::Ascending, text),
        };
        let column = ClientColumn::ALL.into_iter().find(|column| column.as_str() == word)?;
        Some(Self { column, direction })
    }

    fn write(&self) -> String {
        let minus = match self.direction {
            Direction::Ascending => "",
            Direction::Descending => "-",
        };
        format!("{minus}{}", self.column.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_sorts_and_then_reverses() {
        let by_balance = Sort::DEFAULT.clicked(ClientColumn::Balance);
        assert_eq!(by_balance.write(), "-balance");
        assert_eq!(by_balance.clicked(ClientColumn::Balance).write(), "balance");
        assert_eq!(by_balance.clicked(ClientColumn::Name).write(), "name");
        assert_eq!(Sort::DEFAULT.clicked(ClientColumn::Id).write(), "-id");
    }

    #[test]
    fn only_columns_of_the_list_are_understood() {
        for column in ClientColumn::ALL {
            let word = column.as_str();
            assert_eq!(Sort::read(word).map(|sort| sort.write()).as_deref(), Some(word));
        }
        assert_eq!((Sort::read("city"), Sort::read("--id")), (None, None));
    }
}
