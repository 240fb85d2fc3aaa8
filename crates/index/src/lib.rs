//! Records to a full-text index and back: finds things whether or not the reader types the diacritics.
