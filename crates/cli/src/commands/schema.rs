//! `vanban schema`.

use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(printer: &mut Printer) -> anyhow::Result<Status> {
    printer.json(&vanban_record::schema(), true)?;
    Ok(Status::Fine)
}
