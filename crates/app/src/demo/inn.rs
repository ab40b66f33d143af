//! Taxpayers' numbers with correct control digits.

const ORGANISATION: [u64; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON: [u64; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// The organisation's INN with the given first nine digits.
pub fn organisation(first: u64) -> String {
    let digits = format!("{:09}", first % 1_000_000_000);
    format!("{digits}{}", control(&digits, &ORGANISATION))
}

/// The person's INN with the given first ten digits.
pub fn person(first: u64) -> String {
    let digits = format!("{:010}", first % 10_000_000_000);
    let eleven = format!("{digits}{}", control(&digits, PERSON.split_at(1).1));
    format!("{eleven}{}", control(&eleven, &PERSON))
}

fn control(digits: &str, weights: &[u64]) -> u64 {
    let sum: u64 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u64::from(digit.wrapping_sub(b'0')).wrapping_mul(*weight))
        .sum();
    sum % 11 % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_digits_satisfy_the_domain() {
        assert_eq!(organisation(770708389), "7707083893");
        assert_eq!(person(5001007322), "500100732259");
        for first in [0, 1, 910_200_001, 999_999_999] {
            for inn in [organisation(first), person(first)] {
                assert!(domain::Inn::parse(&inn).unwrap().checksum_ok(), "{inn}");
            }
        }
    }
}
