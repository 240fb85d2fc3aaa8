//! Kinds of elements, by their names (HTML Living Standard, 13.1.2 and 13.2.4.2).

/// Elements without content.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "col"
            | "embed"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "frame"
    )
}

/// Elements whose text nobody reads on the page.
pub(crate) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "script"
            | "style"
            | "template"
            | "select"
            | "option"
            | "button"
            | "textarea"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "datalist"
    )
}

/// Parts of a table.
pub(crate) fn is_table_part(name: &str) -> bool {
    matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption")
}

/// Elements that an end tag inside them does not reach out of.
pub(crate) fn is_scope(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption" | "table")
}

/// Elements that begin on a line of their own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "ul"
    ) || is_table_part(name)
}
