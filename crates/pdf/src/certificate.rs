//! The signer's name in a signature: a PKCS #7 message (RFC 5652) with certificates (RFC 5280), in DER.
//!
//! Only walked through as far as the name; nothing is verified.

/// An element: its tag, its content, and its bytes with tag and length.
struct Element<'a> {
    tag: u8,
    content: &'a [u8],
    whole: &'a [u8],
}

const INTEGER: u8 = 0x02;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const FIRST_OPTIONAL: u8 = 0xA0;

/// `2.5.4.3`, commonName.
const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];

/// The common name of the one who signed.
pub(crate) fn signer(message: &[u8]) -> Option<String> {
    let content = child(first(message)?.content, FIRST_OPTIONAL)?;
    let signed = first(content.content).filter(|data| data.tag == SEQUENCE)?;
    let certificates = child(signed.content, FIRST_OPTIONAL)?;
    let infos = elements(signed.content).filter(|element| element.tag == SET).last()?;
    let info = first(infos.content)?;
    // The signer's certificate is named by its issuer and its number.
    let named = elements(info.content).find(|element| element.tag == SEQUENCE)?;
    let issuer = elements(named.content).find(|element| element.tag == SEQUENCE)?;
    let number = elements(named.content).find(|element| element.tag == INTEGER)?;
    elements(certificates.content)
        .filter_map(|certificate| parts(&certificate))
        .find(|parts| parts.number == number.content && parts.issuer == issuer.whole)
        .and_then(|parts| common_name(parts.subject))
}

/// What is needed of a certificate.
struct Parts<'a> {
    number: &'a [u8],
    issuer: &'a [u8],
    subject: &'a [u8],
}

fn parts<'a>(certificate: &Element<'a>) -> Option<Parts<'a>> {
    let stated = first(certificate.content)?;
    let number = elements(stated.content).find(|element| element.tag == INTEGER)?;
    // Algorithm, issuer, validity, subject.
    let mut sequences = elements(stated.content).filter(|element| element.tag == SEQUENCE);
    let issuer = sequences.nth(1)?;
    let subject = sequences.nth(1)?;
    Some(Parts { number: number.content, issuer: issuer.whole, subject: subject.content })
}

fn common_name(name: &[u8]) -> Option<String> {
    let entries = elements(name).filter_map(|set| first(set.content));
    entries
        .filter_map(|entry| {
            let mut entry = elements(entry.content);
            let is_name =
                entry.next().is_some_and(|id| id.tag == OBJECT_ID && id.content == COMMON_NAME);
            is_name.then(|| entry.next()).flatten().map(|value| text(&value))
        })
        .last()
        .filter(|name| !name.is_empty())
}

/// UTF-8 and its subsets, or UTF-16 (BMPString).
fn text(value: &Element<'_>) -> String {
    let text = if value.tag == 0x1E {
        let units = value.content.chunks_exact(2).filter_map(|pair| match pair {
            [high, low] => Some(u16::from_be_bytes([*high, *low])),
            _ => None,
        });
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        String::from_utf8_lossy(value.content).into_owned()
    };
    vanban_text::nfc(text.trim())
}

fn child(content: &[u8], tag: u8) -> Option<Element<'_>> {
    elements(content).find(|element| element.tag == tag)
}

fn first(content: &[u8]) -> Option<Element<'_>> {
    elements(content).next()
}

fn elements(mut rest: &[u8]) -> impl Iterator<Item = Element<'_>> {
    std::iter::from_fn(move || {
        let (tag, length, head) = header(rest)?;
        let content = rest.get(head..head.checked_add(length)?)?;
        let (whole, after) = rest.split_at_checked(head + length)?;
        rest = after;
        Some(Element { tag, content, whole })
    })
}

/// Tag, length of the content, length of the two.
fn header(rest: &[u8]) -> Option<(u8, usize, usize)> {
    let (tag, length) = (*rest.first()?, *rest.get(1)?);
    if length < 0x80 {
        return Some((tag, usize::from(length), 2));
    }
    let bytes = usize::from(length & 0x7F);
    // No length at all (BER) is not DER; eight bytes of it are more than there is.
    let digits = rest.get(2..2 + bytes).filter(|_| (1..=4).contains(&bytes))?;
    let length = digits.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
    Some((tag, length, 2 + bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let mut out = vec![tag, 0x82];
        out.extend((content.len() as u16).to_be_bytes());
        out.extend(content);
        out
    }

    fn name(text: &str) -> Vec<u8> {
        let entry =
            element(SEQUENCE, &[&[OBJECT_ID, 3, 0x55, 4, 3], &element(0x0C, &[text.as_bytes()])]);
        element(SEQUENCE, &[&element(SET, &[&entry])])
    }

    fn certificate(number: u8, issuer: &str, subject: &str) -> Vec<u8> {
        let empty = element(SEQUENCE, &[]);
        let stated = element(
            SEQUENCE,
            &[
                &[FIRST_OPTIONAL, 3, INTEGER, 1, 2],
                &[INTEGER, 1, number],
                &empty,
                &name(issuer),
                &empty,
                &name(subject),
                &empty,
            ],
        );
        element(SEQUENCE, &[&stated, &empty])
    }

    fn message(number: u8, issuer: &str) -> Vec<u8> {
        let certificates = element(
            FIRST_OPTIONAL,
            &[&certificate(1, "Gốc", "Gốc"), &certificate(7, "Gốc", "Nông Thị Hiền")],
        );
        let sid = element(SEQUENCE, &[&name(issuer), &[INTEGER, 1, number]]);
        let info = element(SEQUENCE, &[&[INTEGER, 1, 1], &sid]);
        let empty = element(SEQUENCE, &[]);
        let parts: [&[u8]; 5] =
            [&[INTEGER, 1, 1], &element(SET, &[]), &empty, &certificates, &element(SET, &[&info])];
        let signed = element(SEQUENCE, &parts);
        element(SEQUENCE, &[&[OBJECT_ID, 1, 9], &element(FIRST_OPTIONAL, &[&signed])])
    }

    #[test]
    fn the_signer_is_the_one_whose_certificate_is_named() {
        let mut padded = message(7, "Gốc");
        padded.extend([0; 500]);
        assert_eq!(signer(&padded).as_deref(), Some("Nông Thị Hiền"));
        assert_eq!(signer(&message(1, "Gốc")).as_deref(), Some("Gốc"));
        assert_eq!(signer(&message(7, "Khác")), None);
    }

    #[test]
    fn what_is_cut_or_overlong_names_nobody() {
        let whole = message(7, "Gốc");
        for length in 0..whole.len() {
            assert_eq!(signer(&whole[..length]), None, "{length}");
        }
        assert_eq!(signer(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1]), None);
        assert_eq!(signer(&[0x30, 0x80, 0xA0, 0x80]), None);
    }
}
