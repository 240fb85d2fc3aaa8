//! Reading DOCX packages that are built in code.

mod hostile;
mod package;
mod read;
