//! Archives and e-mail to the files in them.
