//! Pictures of pages to positioned words, by Tesseract.
