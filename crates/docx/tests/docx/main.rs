//! Reading DOCX packages that are built in code.

mod fonts;
mod hostile;
mod package;
mod read;
mod revision;
