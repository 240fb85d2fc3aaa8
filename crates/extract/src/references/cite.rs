//! The grammar of one citation, and the walk that finds all of a text.

use vanban_text::Span;

use super::{left, named, shared, title};
use crate::date::{Date, date};
use crate::doc_type::{doc_type, doc_type_before, of_code};
use crate::issuer::body;
use crate::symbol::{Symbol, symbol};
use crate::token::{Kind, Token};

/// How a document is cited.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// By number and symbol.
    Symbol(Symbol),
    /// A law, by name; its number where it is given too.
    Law(Option<Symbol>),
    /// By type and bare number (`Nghị quyết 57`, `Đề án 06`).
    Short(String),
    /// By its title alone (`Nghị quyết Đại hội ...`, `Kế hoạch của UBND tỉnh về ...`).
    Title,
}

/// One citation.
#[derive(Clone, Debug)]
pub(super) struct Citation {
    /// How it is cited.
    pub form: Form,
    /// The type as named; `None` where it must be told from the symbol.
    pub doc_type: Option<&'static str>,
    /// Date.
    pub date: Option<Date>,
    /// The year a law is named with.
    pub year: Option<u16>,
    /// Issuer's name.
    pub issuer: Option<Span>,
    /// Title.
    pub title: Option<Span>,
    /// From the type to the end of what identifies the document, title not included.
    pub span: Span,
    /// How the document relates to the cited one, where words say so.
    pub relation: Option<&'static str>,
    /// Whether it stands in another citation's title or issuer.
    pub nested: bool,
    /// Whether `ban hành kèm theo` announces it: the caption of an annex.
    pub caption: bool,
}

/// What identifies a document after its symbol: dates and issuer in whatever order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Core {
    pub date: Option<Date>,
    pub issuer: Option<(usize, usize)>,
    /// Index after the last token that belongs to it.
    pub end: usize,
}

/// All citations of a flow, nested ones after the one they stand in.
pub(super) fn citations(tokens: &[Token<'_>]) -> Vec<Citation> {
    let mut walk =
        Walk { tokens, found: Vec::new(), inside: Span::default(), tail: None, last: None };
    let mut i = 0;
    while i < tokens.len() {
        i = walk.step(i);
    }
    walk.found
}

struct Walk<'t, 'a> {
    tokens: &'t [Token<'a>],
    found: Vec<Citation>,
    /// Issuer and title of the outermost citation whose words we are in.
    inside: Span,
    /// The tail (`trên địa bàn ...`) that belongs to the outermost citation, by its first token.
    tail: Option<usize>,
    /// Index after the last citation that stands in no other, title included, and its relation.
    last: Option<(usize, Option<&'static str>)>,
}

impl Walk<'_, '_> {
    /// Reads what starts at token `at`; the index to go on from.
    fn step(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        if let Some((symbol, end)) = symbol(tokens, at).or_else(|| yearly_symbol(tokens, at))
            && let Some(start) = announced(tokens, at, &symbol)
        {
            if names_file(tokens, end) {
                return end;
            }
            return self.by_symbol(symbol, start, end);
        }
        if let Some(law) = named::law(tokens, at) {
            return self.by_law(at, &law);
        }
        if let Some(resolution) = named::congress(tokens, at) {
            return self.by_congress(at, &resolution);
        }
        if let Some((name, number, end)) = named::short(tokens, at) {
            return self.by_number(at, name, number, end);
        }
        if let Some((name, issuer, title_at)) = named::untitled(tokens, at) {
            return self.by_title(at, name, issuer, title_at);
        }
        at + 1
    }

    fn by_symbol(&mut self, symbol: Symbol, number_at: usize, end: usize) -> usize {
        let tokens = self.tokens;
        let (named, start) = match type_before(tokens, number_at) {
            (None, start) => law_before(tokens, number_at, &symbol).unwrap_or((None, start)),
            typed => typed,
        };
        let mut core = core(tokens, end);
        let before = left::attributes(tokens, start, &symbol);
        core.date = core.date.or(left::date_within(tokens, start, number_at)).or(before.date);
        let after = core.end;
        let mut citation = self.citation(Form::Symbol(symbol), named, start, after);
        citation.date = core.date;
        citation.issuer = core.issuer.or(before.issuer).map(|(a, b)| span(tokens, a, b));
        self.finish(citation, start, after, &core);
        // Issuer and title may hold further citations.
        end
    }

    fn by_law(&mut self, at: usize, law: &named::Law) -> usize {
        let mut citation =
            self.citation(Form::Law(law.symbol.clone()), Some(law.doc_type), at, law.end);
        citation.title = Some(span(self.tokens, at, law.name_end));
        citation.date = law.date;
        citation.year = law.year;
        if citation.nested {
            self.within_law(&mut citation, law, at);
        } else {
            self.inside = citation.span;
            self.last = Some((law.end, citation.relation));
        }
        self.found.push(citation);
        law.next
    }

    /// Number and date after `Luật sửa đổi ... của Luật A` are the amending law's, not those of `Luật A`.
    fn within_law(&self, citation: &mut Citation, law: &named::Law, at: usize) {
        let laws = self.found.iter().rev().take_while(|outer| matches!(outer.form, Form::Law(_)));
        if laws.into_iter().any(|outer| outer.span.contains(citation.span)) {
            citation.form = Form::Law(None);
            citation.date = None;
            citation.year = None;
            citation.span = span(self.tokens, at, law.name_end);
        }
    }

    fn by_congress(&mut self, at: usize, resolution: &named::Congress) -> usize {
        let tokens = self.tokens;
        let mut citation = self.citation(Form::Title, Some("Nghị quyết"), at, resolution.end);
        citation.title = Some(span(tokens, at, resolution.end));
        citation.issuer = Some(span(tokens, resolution.issuer.0, resolution.issuer.1));
        self.found.push(citation);
        resolution.end
    }

    fn by_number(&mut self, at: usize, name: &'static str, number: String, end: usize) -> usize {
        let mut citation = self.citation(Form::Short(number), Some(name), at, end);
        let core = Core { end, ..Core::default() };
        if !citation.nested {
            let title = title::title(self.tokens, (at, end), &core, None);
            self.last = Some((title.map_or(end, |title| title.whole_end), citation.relation));
            citation.title = title.map(|t| self.title_span(t));
        }
        self.found.push(citation);
        end
    }

    fn by_title(
        &mut self,
        at: usize,
        name: &'static str,
        issuer: (usize, usize),
        title_at: usize,
    ) -> usize {
        let mut citation = self.citation(Form::Title, Some(name), at, title_at);
        citation.issuer = Some(span(self.tokens, issuer.0, issuer.1));
        let core = Core { end: title_at, issuer: Some(issuer), date: None };
        self.finish(citation, at, title_at, &core);
        title_at
    }

    /// Adds title and relation, and remembers what the citation covers.
    fn finish(&mut self, mut citation: Citation, start: usize, after: usize, core: &Core) {
        let tokens = self.tokens;
        let tail = if citation.nested { self.tail } else { None };
        let title = title::title(tokens, (start, after), core, tail);
        if !citation.nested {
            self.tail = title.and_then(|title| title.tail);
            let end = title.map_or(after, |title| title.whole_end);
            self.inside = span(tokens, start, end);
            self.last = Some((end, citation.relation));
        }
        citation.title = title.map(|title| self.title_span(title));
        shared::hand_back(tokens, &mut self.found, &citation);
        shared::hand_on(tokens, &self.found, &mut citation);
        self.found.push(citation);
    }

    fn title_span(&self, title: title::Title) -> Span {
        span(self.tokens, title.start, title.end)
    }

    /// The word that relates this document to the one cited at `start`; those joined by `;` or `và` share it.
    fn relation(&self, start: usize) -> Option<&'static str> {
        let joint = |token: &Token<'_>| {
            matches!(token.text, "," | ";") || matches!(token.key.as_str(), "và" | "cùng" | "các")
        };
        let joints = self.tokens[..start].iter().rev().take_while(|token| joint(token)).count();
        match self.last {
            Some((end, relation)) if joints > 0 && end == start - joints => relation,
            // The document cited before amends this one; ours only tells so.
            Some((end, _)) if end < start && title::amends_article(self.tokens, end) => None,
            _ => left::relation(self.tokens, start),
        }
    }

    fn citation(
        &self,
        form: Form,
        doc_type: Option<&'static str>,
        start: usize,
        end: usize,
    ) -> Citation {
        let span = span(self.tokens, start, end);
        let nested = self.inside.overlaps(span);
        Citation {
            form,
            doc_type,
            date: None,
            year: None,
            issuer: None,
            title: None,
            span,
            relation: if nested { None } else { self.relation(start) },
            nested,
            caption: left::is_caption(self.tokens, start),
        }
    }
}

/// `214-KH-UBND.pdf`: a file that a web page offers, not a citation.
fn names_file(tokens: &[Token<'_>], end: usize) -> bool {
    const ENDINGS: [&str; 8] = ["pdf", "doc", "docx", "xls", "xlsx", "zip", "rar", "signed"];
    let dot = tokens.get(end).is_some_and(|t| t.is('.') || t.is('_'));
    dot && tokens.get(end + 1).is_some_and(|t| ENDINGS.contains(&t.fold.as_str()))
}

/// Where the citation's number is announced: the index of `số`, or of the number itself where its form suffices.
fn announced(tokens: &[Token<'_>], at: usize, symbol: &Symbol) -> Option<usize> {
    let mut start = at;
    while start > 0 && (tokens[start - 1].is(':') || tokens[start - 1].is('.')) {
        start -= 1;
    }
    if names_form(tokens, start) {
        return None;
    }
    if start > 0 && (says_number(&tokens[start - 1]) || misread_number(tokens, start - 1)) {
        return Some(start - 1);
    }
    (symbol.is_certain() || doc_type_before(tokens, at).is_some()).then_some(at)
}

/// A number that begins with its year (`Công văn số 2027-015/ABC-XYZ`): only behind a type and `số`, since a span of
/// years is written so too.
fn yearly_symbol(tokens: &[Token<'_>], at: usize) -> Option<(Symbol, usize)> {
    let said = at.checked_sub(1).filter(|before| says_number(&tokens[*before]))?;
    doc_type_before(tokens, said)?;
    crate::symbol::with_year(tokens, at)
}

/// `Mẫu số 01/TK-SDDPNN`, `biểu số 02/BC-TH`, `Phụ lục số 03/BC`: the code of a form, not of a document.
fn names_form(tokens: &[Token<'_>], number: usize) -> bool {
    let said = usize::from(number > 0 && says_number(&tokens[number - 1]));
    let Some(word) = number.checked_sub(said + 1).map(|at| &tokens[at]) else { return false };
    matches!(word.key.as_str(), "mẫu" | "biểu" | "khai" | "phiếu" | "lục")
}

/// Whether a line is nothing but a number: `Số 16-BC/ĐH`. It stands in a letterhead, of this document, of one attached
/// or of a sample, and cites nothing.
pub(super) fn is_number_line(tokens: &[Token<'_>]) -> bool {
    if !tokens.first().is_some_and(says_number) {
        return false;
    }
    let at = 1 + tokens[1..].iter().take_while(|t| t.is(':') || t.is('.')).count();
    let end = symbol(tokens, at).map(|(_, end)| end);
    end.is_some_and(|end| tokens[end..].iter().all(|t| t.kind == Kind::Mark))
}

fn says_number(token: &Token<'_>) -> bool {
    matches!(token.key.as_str(), "số" | "so")
}

/// A `số` that recognition has spoilt (`sô`, `s6`, `)`): one short token between a type and a number.
fn misread_number(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let spoilt = match token.kind {
        Kind::Mark => matches!(token.text, ")" | "'" | "\"" | "“" | "$"),
        _ => token.fold.starts_with('s') && token.fold.chars().count() <= 2,
    };
    spoilt && doc_type_before(tokens, at).is_some()
}

/// The type before `số`, a date or issuer between them allowed; and where the citation starts.
fn type_before(tokens: &[Token<'_>], end: usize) -> (Option<&'static str>, usize) {
    if let Some((name, start)) = doc_type_before(tokens, end) {
        return (Some(name), start);
    }
    let from = end.saturating_sub(16);
    for start in (from..end).rev() {
        let Some((name, after)) = doc_type(tokens, start) else { continue };
        let core = core(tokens, after);
        if core.end == end && end > after {
            return (Some(name), start);
        }
    }
    (None, end)
}

/// A law whose name is typed in small letters before its number (`Bộ luật tố tụng dân sự số 92/2015/QH13`): its type and
/// where that stands.
fn law_before(
    tokens: &[Token<'_>],
    end: usize,
    symbol: &Symbol,
) -> Option<(Option<&'static str>, usize)> {
    if !symbol.codes[0].starts_with("QH") {
        return None;
    }
    let name = |token: &Token<'_>| {
        token.kind == Kind::Word && !token.capital() && !matches!(token.key.as_str(), "này" | "của")
    };
    let from = end.saturating_sub(12);
    (from..end).rev().take_while(|at| tokens[*at].kind == Kind::Word).find_map(|at| {
        let (named, after) = doc_type(tokens, at)?;
        let law = matches!(named, "Luật" | "Bộ luật" | "Pháp lệnh");
        // `Bộ luật` holds `luật`: the longer type begins before it.
        let longer = at > 0 && tokens[at - 1].key == "bộ" && named == "Luật";
        (law && !longer && tokens[after..end].iter().all(name)).then_some((Some(named), at))
    })
}

/// Date and issuer after a symbol: `, ngày 5/8/2026 của UBND tỉnh`, `của UBND tỉnh ngày 5/8/2026`.
pub(crate) fn core(tokens: &[Token<'_>], at: usize) -> Core {
    let mut core = Core { end: at, ..Core::default() };
    for _ in 0..3 {
        let comma = usize::from(tokens.get(core.end).is_some_and(|t| t.is(',') || t.is('(')));
        let next = core.end + comma;
        if core.date.is_none()
            && tokens.get(next).is_some_and(|t| t.fold == "ngay")
            && let Some((found, end)) = date(tokens, next)
        {
            let closed = usize::from(
                tokens[next.saturating_sub(comma)].is('(')
                    && tokens.get(end).is_some_and(|t| t.is(')')),
            );
            core.date = Some(found);
            core.end = end + closed;
        } else if core.issuer.is_none()
            && comma == 0
            && let Some((start, end)) = issuer(tokens, next)
        {
            core.issuer = Some((start, end));
            core.end = end + short_name(tokens, end);
        } else {
            break;
        }
    }
    core
}

/// Tokens of the bracket in which a body is given its short name: `Bộ Giáo dục và Đào tạo (GDĐT) ngày ...`.
fn short_name(tokens: &[Token<'_>], at: usize) -> usize {
    let bracket = |at: usize, mark: char| tokens.get(at).is_some_and(|t| t.is(mark));
    let capitals = tokens.get(at + 1).is_some_and(Token::capitals);
    if bracket(at, '(') && capitals && bracket(at + 2, ')') { 3 } else { 0 }
}

/// `của UBND tỉnh`, `do UBND tỉnh ban hành`.
fn issuer(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let of = tokens.get(at)?;
    if of.key != "của" && of.key != "do" {
        return None;
    }
    let end = joint_issuers(tokens, at + 1, body(tokens, at + 1)?);
    if of.key == "do" {
        let issued = tokens.get(end)?.fold == "ban" && tokens.get(end + 1)?.fold == "hanh";
        return issued.then_some((at + 1, end));
    }
    Some((at + 1, end))
}

/// `Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Nội vụ`: ministries that issue together; the end of the last one's name.
fn joint_issuers(tokens: &[Token<'_>], start: usize, end: usize) -> usize {
    let mut end = end;
    while tokens[start].key == "bộ"
        && tokens.get(end).is_some_and(|t| t.is(',') || t.is('-') || t.key == "và")
        && tokens.get(end + 1).is_some_and(|t| t.text == tokens[start].text)
        && let Some(next) = body(tokens, end + 1)
    {
        end = next;
    }
    end
}

/// The bytes of tokens `from..to`.
pub(super) fn span(tokens: &[Token<'_>], from: usize, to: usize) -> Span {
    match tokens.get(from..to) {
        Some([first, .., last]) => first.span.cover(last.span),
        Some([only]) => only.span,
        _ => Span::new(0, 0),
    }
}

/// The type a symbol's codes tell, else `Công văn`: only an official letter bears no type code.
pub(super) fn type_of(symbol: &Symbol) -> &'static str {
    let codes: Vec<&str> = symbol.codes.iter().map(String::as_str).collect();
    type_of_codes(&codes)
}

pub(super) fn type_of_codes(codes: &[&str]) -> &'static str {
    if codes.first().is_some_and(|code| code.starts_with("QH")) {
        return "Luật";
    }
    codes.iter().take(2).find_map(|code| of_code(code)).unwrap_or("Công văn")
}

/// Whether a citation by type and symbol starts at `at`; the index after its symbol.
pub(super) fn cited_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let after_type = doc_type(tokens, at).map_or(at, |found| found.1);
    let said = tokens
        .get(after_type)
        .is_some_and(|t| says_number(t) || (after_type > at && misread_number(tokens, after_type)));
    let number = after_type + usize::from(said);
    if number == at && tokens.get(at)?.kind != Kind::Number {
        return None;
    }
    let (_, end) = symbol(tokens, number)?;
    Some(end)
}
