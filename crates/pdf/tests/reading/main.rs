//! The PDF reader on small files made here, well-formed and hostile.

mod hostile;
mod pages;
mod second;
mod writer;
