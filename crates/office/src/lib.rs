//! Old word processor files to DOCX, by LibreOffice.
