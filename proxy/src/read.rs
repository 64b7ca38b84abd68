//! `originscope read`: saved answers, HARs and snapshots, decoded by the same crates as on the page, as text, JSON or
//! CSV, with an exit status to act on. No network and no key.

mod figures;
mod input;
mod piece;
mod reading;
mod report;
mod text;

use crate::cli::ReadArgs;
use originscope_core::export;
use piece::Refusal;
use reading::Reading;
use report::Report;
use std::fmt;
use std::io::{Read, Write};

/// What a run may use of the process.
pub struct ReadIo<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// UTC seconds, for `--now now`.
    pub clock: i64,
    /// Whether the reader sees colours.
    pub colour: bool,
}

/// Reads the files and reports; the exit status is the answer. A reader that hangs up early does not change it.
pub fn read(args: &ReadArgs, io: &mut ReadIo<'_>) -> u8 {
    let inputs = input::read_all(&args.files, io.input);
    let mut pieces = Vec::new();
    let mut refusals = Vec::new();
    for input in inputs {
        match piece::pieces(&input, args.source.as_deref()) {
            Ok(found) => pieces.extend(found),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if let Some(wanted) = &args.source
        && refusals.is_empty()
        && !pieces.iter().any(|piece| piece.source == *wanted)
    {
        refusals.push(Refusal::none_of(wanted));
    }
    let now = args.now.map(|now| now.resolve(io.clock));
    let (readings, unfit) = reading::readings(pieces, now);
    refusals.extend(unfit);
    let report = Report::new(&readings, refusals);
    // Who does not read to the end does not want the rest.
    let _hung_up = print(args, &readings, &report, io);
    report.exit_status
}

fn print(
    args: &ReadArgs,
    readings: &[Reading],
    report: &Report,
    io: &mut ReadIo<'_>,
) -> std::io::Result<()> {
    if args.json {
        serde_json::to_writer_pretty(&mut *io.out, report)?;
        return writeln!(io.out);
    }
    for refusal in &report.not_readable {
        let refused = text::refusal(refusal);
        writeln!(io.err, "{refused}")?;
    }
    if args.csv {
        return csv(readings, io.out);
    }
    write!(io.out, "{}", text::text(report, io.colour))
}

fn csv(readings: &[Reading], out: &mut dyn Write) -> std::io::Result<()> {
    let sheets: Vec<_> = readings.iter().filter_map(Reading::sheet).collect();
    let mut out = Bytes(std::io::BufWriter::new(out));
    export::write(&mut out, &sheets, &export::Options::default()).map_err(std::io::Error::other)?;
    out.0.flush()
}

/// Text into bytes.
struct Bytes<W: Write>(W);

impl<W: Write> fmt::Write for Bytes<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}
