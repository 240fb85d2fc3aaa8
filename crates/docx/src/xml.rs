//! XML of one part to a small tree, with limits on nesting and size. No DTD, no entities of its own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::{DocxError, Limits};

/// An element: local names only, since the parts of a DOCX do not reuse one with two meanings that matter here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// Local name.
    pub(crate) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Text between elements.
    Text(String),
}

impl Element {
    /// Value of the attribute with this local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// Value of `w:val`.
    pub(crate) fn val(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// Child elements.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// First child element of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| &*child.name == name)
    }

    /// The element at the end of a path of first children.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// An on/off property (`w:b`): absent, on, or off (ST_OnOff).
    pub(crate) fn toggle(&self, name: &str) -> Option<bool> {
        let element = self.child(name)?;
        Some(!matches!(element.val(), Some("0" | "false" | "off" | "none")))
    }

    /// Text directly in this element.
    pub(crate) fn text(&self) -> String {
        let texts = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Whether an element of this name stands anywhere below; nesting is bounded by the parser.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.children().any(|child| &*child.name == name || child.contains(name))
    }
}

/// Parses a part.
pub(crate) fn parse(bytes: &[u8], limits: &Limits) -> Result<Element, DocxError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| DocxError::damaged("a part of it is not in UTF-8"))?
        .trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut nodes = 0;
    loop {
        let event = reader.read_event().map_err(|_| DocxError::damaged("its XML is broken"))?;
        nodes += 1;
        if nodes > limits.nodes {
            return Err(limit_hit("XML elements in a part", nodes, limits.nodes));
        }
        match event {
            Event::Start(start) => {
                if open.len() > limits.depth {
                    return Err(limit_hit("nesting of XML elements", open.len(), limits.depth));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => append(&mut open, Node::Element(element(&start))),
            Event::End(_) => {
                let Some(done) = open.pop() else { break };
                append(&mut open, Node::Element(done));
            }
            Event::Text(found) => append_text(&mut open, &found.xml10_content()),
            Event::CData(found) => append_text(&mut open, &found.xml10_content()),
            Event::GeneralRef(entity) => {
                append_text(&mut open, entity_text(&entity)?.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(DocxError::damaged("it declares a DTD")),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let root = (open.len() == 1).then(|| open.pop()).flatten();
    let root = root.and_then(|top| top.nodes.into_iter().find_map(as_element));
    root.ok_or_else(|| DocxError::damaged("its XML ends too early"))
}

fn limit_hit(limit: &'static str, requested: usize, granted: usize) -> DocxError {
    DocxError::LimitHit { limit, requested: requested as u64, granted: granted as u64 }
}

fn as_element(node: Node) -> Option<Element> {
    match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }
}

fn append(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn append_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.nodes.push(Node::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart) -> Element {
    let mut found = start.attributes();
    found.with_checks(false);
    let attributes = found.flatten().map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value: Box<str> = value.as_deref().unwrap_or(&attribute.value).into();
        (attribute.key.local_name().into_inner().into(), value)
    });
    Element {
        name: start.local_name().into_inner().into(),
        attributes: attributes.collect(),
        nodes: Vec::new(),
    }
}

/// The five entities of XML and character references; there are no others without a DTD.
fn entity_text(entity: &quick_xml::events::BytesRef) -> Result<char, DocxError> {
    let broken = || DocxError::damaged("its XML holds an unknown entity");
    if let Some(c) = entity.resolve_char_ref().map_err(|_| broken())? {
        return Ok(c);
    }
    match &**entity {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(broken()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(xml: &str) -> Result<Element, DocxError> {
        parse(xml.as_bytes(), &Limits { depth: 5, nodes: 50, ..Limits::default() })
    }

    #[test]
    fn local_names_attributes_and_entities_are_read() {
        let root = parsed("<w:p a:id='7'><w:t xml:space=\"preserve\"> a &amp; &#272; </w:t></w:p>")
            .unwrap();
        assert_eq!((&*root.name, root.attribute("id")), ("p", Some("7")));
        let text = root.child("t").unwrap();
        assert_eq!((text.text().as_str(), text.attribute("space")), (" a & Đ ", Some("preserve")));
    }

    #[test]
    fn toggles_know_on_off_and_absent() {
        let root = parsed("<rPr><b/><i val='0'/></rPr>").unwrap();
        assert_eq!(
            (root.toggle("b"), root.toggle("i"), root.toggle("u")),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn hostile_xml_is_refused_by_name() {
        let deep = "<a>".repeat(6) + &"</a>".repeat(6);
        assert!(matches!(parsed(&deep), Err(DocxError::LimitHit { granted: 5, .. })));
        assert!(parsed(&("<a>".repeat(5) + &"</a>".repeat(5))).is_ok());
        let wide = format!("<a>{}</a>", "<b/>".repeat(60));
        assert!(matches!(parsed(&wide), Err(DocxError::LimitHit { granted: 50, .. })));
        for broken in [
            "",
            "<a>",
            "<a></b>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a>&x;</a>",
            "\u{1}",
        ] {
            assert!(matches!(parsed(broken), Err(DocxError::Damaged { .. })), "{broken:?}");
        }
    }
}
