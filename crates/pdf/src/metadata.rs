//! What a PDF says about itself: title, program, dates, encryption, signatures. Read with lopdf.
//!
//! A file without a signature is not loaded for this; lopdf then looks up the few objects it needs.

use std::panic::catch_unwind;

use lopdf::{Dictionary, Document, LoadOptions, Object};
use vanban_document::{Metadata, Signature};

use crate::{Limits, certificate, dates, guard};

/// Signatures that are looked at; official files bear up to a dozen.
const MOST: usize = 100;

/// What the file states about itself; what cannot be read is left empty.
pub fn metadata(bytes: &[u8], limits: &Limits) -> Metadata {
    if guard::check(bytes, limits).is_err() {
        return Metadata::default();
    }
    // lopdf has panicked on hostile files before; then the file says nothing about itself.
    let stated = catch_unwind(|| stated(bytes)).unwrap_or_default();
    let signatures = if guard::mentions(bytes, b"/ByteRange") {
        catch_unwind(|| signatures(bytes, limits)).unwrap_or_default()
    } else {
        Vec::new()
    };
    Metadata { signatures, ..stated }
}

fn stated(bytes: &[u8]) -> Metadata {
    let encrypted = guard::mentions(bytes, b"/Encrypt");
    let Ok(info) = Document::load_metadata_mem(bytes) else {
        return Metadata { encrypted, ..Metadata::default() };
    };
    let words = |text: Option<String>| {
        let text = vanban_text::nfc(text?.trim().trim_end_matches('\0'));
        (!text.is_empty()).then_some(text)
    };
    let date = |text: Option<String>| text.as_deref().and_then(dates::iso);
    Metadata {
        title: words(info.title),
        author: words(info.author),
        creator: words(info.creator),
        producer: words(info.producer),
        created: date(info.creation_date),
        modified: date(info.modification_date),
        encrypted,
        signatures: Vec::new(),
    }
}

fn signatures(bytes: &[u8], limits: &Limits) -> Vec<Signature> {
    let options = LoadOptions {
        filter: Some(without_streams),
        ..LoadOptions::with_max_decompressed_size(limits.stream_bytes)
    };
    let Ok(file) = Document::load_mem_with_options(bytes, options) else {
        return Vec::new();
    };
    let mut found: Vec<(i64, Signature)> = Vec::new();
    for object in file.objects.values() {
        if let Ok(dictionary) = object.as_dict()
            && found.len() < MOST
            && let Some(signature) = signature(dictionary, &file, bytes.len())
        {
            found.push(signature);
        }
    }
    // Each signature covers the file as it was, so a later one reaches further.
    found.sort_by_key(|(end, _)| *end);
    found.into_iter().map(|(_, signature)| signature).collect()
}

/// Signatures stand in dictionaries; the streams need not be kept.
///
/// lopdf keeps its own copy of an object of the file, and the returned one of an object out of an object stream.
fn without_streams(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if let Object::Stream(stream) = object {
        let kind = stream.dict.get_type().unwrap_or_default();
        return (kind == b"ObjStm" || kind == b"XRef").then_some((id, Object::Null));
    }
    Some((id, object.clone()))
}

/// A signature and where in the file it ends.
fn signature(dictionary: &Dictionary, file: &Document, length: usize) -> Option<(i64, Signature)> {
    let entry = |key: &[u8]| {
        let object = dictionary.get(key).ok()?;
        file.dereference(object).ok().map(|(_, object)| object)
    };
    let range = entry(b"ByteRange")?.as_array().ok()?;
    let contents = entry(b"Contents")?.as_str().ok()?;
    // A time stamp is not a signer's.
    if dictionary.get_type().is_ok_and(|kind| kind == b"DocTimeStamp") {
        return None;
    }
    let number = |at: usize| range.get(at).and_then(|number| number.as_i64().ok()).unwrap_or(0);
    let end = number(2).saturating_add(number(3));
    let words = |key: &[u8]| {
        let text = crate::collector::decode(entry(key)?.as_str().ok()?);
        let text = vanban_text::nfc(text.trim());
        (!text.is_empty()).then_some(text)
    };
    let signature = Signature {
        signer: certificate::signer(contents).or_else(|| words(b"Name")),
        time: words(b"M").as_deref().and_then(dates::iso),
        reason: words(b"Reason"),
        covers_end: usize::try_from(end).is_ok_and(|end| end + 2 >= length),
    };
    Some((end, signature))
}
