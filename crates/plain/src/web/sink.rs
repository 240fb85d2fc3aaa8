//! The tags and texts of a page, one after another, to the builder.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};

use super::Found;
use super::builder::{Builder, Rules};
use crate::{Limits, PlainError};

struct Sink {
    builder: RefCell<Builder>,
    tags: RefCell<usize>,
    granted: usize,
}

/// Reads a page by the rules.
pub(crate) fn build(text: &str, rules: Rules, limits: &Limits) -> Result<Found, PlainError> {
    let sink = Sink {
        builder: RefCell::new(Builder::new(rules)),
        tags: RefCell::new(0),
        granted: limits.tags,
    };
    let tokenizer = Tokenizer::new(sink, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    // In pieces: the tokenizer's strings end at four gibibytes, and its buffers are shared until they do.
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(1 << 20);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        queue.push_back(StrTendril::from(piece));
        // It stops at the end of each script, which is not run.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        rest = after;
    }
    tokenizer.end();
    let tags = *tokenizer.sink.tags.borrow();
    if tags > limits.tags {
        return Err(PlainError::limit("tags of a page", tags, limits.tags));
    }
    Ok(tokenizer.sink.builder.take().finish())
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.builder.borrow_mut().text(&text),
            Token::TagToken(tag) => {
                *self.tags.borrow_mut() += 1;
                if *self.tags.borrow() <= self.granted {
                    return self.tag(&tag);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let mut builder = self.builder.borrow_mut();
        if tag.kind == TagKind::EndTag {
            builder.end(&tag.name);
            return TokenSinkResult::Continue;
        }
        builder.start(tag);
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}
