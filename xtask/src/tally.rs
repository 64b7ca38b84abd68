//! What test runners counted, read from their closing lines.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// A step without tests of its own that failed.
    pub(crate) const FAILURE: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// Whether nothing was counted.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Sums the closing lines of cargo test, nextest, wasm-bindgen-test and the project's own checks.
    pub(crate) fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().map(without_colours) {
            if let Some(counts) = closing_counts(&line) {
                sum += Self::of_counts(counts);
            }
        }
        sum
    }

    fn of_counts(counts: &str) -> Self {
        let mut tally = Self::default();
        let words: Vec<&str> = counts
            .split([' ', ',', ';', '.'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let [number, what] = pair else { continue };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match *what {
                "passed" => tally.passed += number,
                "failed" | "timed" | "exec" => tally.failed += number,
                "skipped" | "ignored" => tally.skipped += number,
                _ => {}
            }
        }
        tally
    }
}

/// The part of a closing line that holds the counts.
fn closing_counts(line: &str) -> Option<&str> {
    // Indented, it is what a failed test printed, shown by nextest.
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some(rest);
    }
    let line = line.trim();
    if line.starts_with("Summary [") {
        // The parenthesis of "5 passed (1 slow, 2 flaky)" names tests that were counted already.
        return line.split_once("run: ").map(|(_, rest)| rest);
    }
    let plain = line
        .split_once(" passed, ")
        .is_some_and(|(count, _)| count.parse::<u64>().is_ok());
    plain.then_some(line)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut inside = false;
    for character in line.chars() {
        match (inside, character) {
            (false, '\u{1b}') => inside = true,
            (false, _) => plain.push(character),
            (true, 'm') => inside = false,
            (true, _) => {}
        }
    }
    plain
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    // The lines are copied from the runners: cargo 1.95, cargo-nextest 0.9.143, wasm-bindgen-test 0.3.79.
    #[test]
    fn reads_the_closing_line_of_every_runner() {
        let counted = |passed, failed, skipped| Tally {
            passed,
            failed,
            skipped,
        };
        let libtest = "test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.02s";
        assert_eq!(Tally::read(libtest), counted(7, 2, 1));
        let wasm =
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 1.20s";
        assert_eq!(Tally::read(wasm), counted(3, 0, 0));
        let nextest = "     Summary [   0.512s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(Tally::read(nextest), counted(10, 2, 3));
        assert_eq!(Tally::read("31 passed, 0 failed"), counted(31, 0, 0));
        let shown_by_nextest = "    test result: FAILED. 0 passed; 1 failed; 0 ignored";
        assert_eq!(Tally::read(shown_by_nextest), Tally::default());
    }

    #[test]
    fn sums_runners_and_sees_through_colours() {
        let output = "a test that passed, as tests do\n\u{1b}[32mtest result: ok\u{1b}[0m. 1 passed; 0 failed\n4 passed, 1 failed\n";
        assert_eq!(
            Tally::read(output),
            Tally {
                passed: 5,
                failed: 1,
                skipped: 0
            }
        );
    }

    #[test]
    fn prints_the_line_that_closes_a_run() {
        assert_eq!(
            Tally {
                passed: 5,
                failed: 0,
                skipped: 1
            }
            .to_string(),
            "5 passed, 0 failed, 1 skipped"
        );
    }
}
