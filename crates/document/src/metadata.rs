//! What a file says about itself beside its words.

/// Title, dates and signatures as the file states them. Nothing here is verified.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Title entered in the program that wrote the file; often that of the form it was made from.
    pub title: Option<String>,
    /// Author, likewise.
    pub author: Option<String>,
    /// Program that the document was written with.
    pub creator: Option<String>,
    /// Program that made the file.
    pub producer: Option<String>,
    /// When it was made: ISO 8601, with the offset from UTC where it is stated.
    pub created: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// Whether the file is encrypted, with a password or for its permissions.
    pub encrypted: bool,
    /// Chữ ký số, in the order they were put on the file.
    pub signatures: Vec<Signature>,
}

/// A digital signature (chữ ký số): who, when. Whether it is valid is not checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    /// The signer by the certificate; by the entry in the file where the certificate cannot be read.
    pub signer: Option<String>,
    /// When, as stated by the signing program: ISO 8601.
    pub time: Option<String>,
    /// Why, where the signing program states it.
    pub reason: Option<String>,
    /// Whether it covers the file to its end; if not, something was added after it (often the next signature).
    pub covers_end: bool,
}
