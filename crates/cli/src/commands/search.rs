//! `vanban search`.

use vanban_index::{Hit, Hits, IndexReader, Kind, Search, Snippet};
use vanban_pipeline::Store;

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(args: &args::Search, printer: &mut Printer) -> anyhow::Result<Status> {
    let store = Store::open(&args.store)?;
    let reader = IndexReader::open(&store.index())?;
    let wanted = |kind: &Kind| args.kind.is_empty() || args.kind.contains(kind);
    let facts: Vec<Kind> = Kind::FACTS.into_iter().filter(wanted).collect();
    let documents: &[Kind] = if wanted(&Kind::Document) { &[Kind::Document] } else { &[] };
    let mut total = 0;
    for (title, kinds) in [("Documents", documents), ("Facts", &facts)] {
        if kinds.is_empty() {
            continue;
        }
        let search = Search { text: &args.query, kinds, limit: usize::from(args.limit) };
        let hits = reader.search(&search)?;
        // What holds only some of the words is no answer beside what holds them all.
        if hits.partial && total > 0 {
            continue;
        }
        total += hits.total;
        if args.json {
            for hit in &hits.hits {
                printer.json(hit, false)?;
            }
        } else {
            print(title, &hits, printer)?;
        }
    }
    if total == 0 {
        printer.say(&format!("nothing found for {}", args.query));
    }
    Ok(Status::Fine)
}

fn print(title: &str, hits: &Hits, printer: &mut Printer) -> std::io::Result<()> {
    if hits.total == 0 {
        return Ok(());
    }
    let cut = hits.hits.len() < hits.total;
    let first = if cut { format!(", the first {}", hits.hits.len()) } else { String::new() };
    let some = if hits.partial { " (nothing holds all the words; these hold some)" } else { "" };
    let heading = format!("{title}: {}{first}{some}", hits.total);
    printer.line(&printer.bold(&heading))?;
    for hit in &hits.hits {
        let shown = highlighted(&hit.snippet, printer);
        if hit.kind == Kind::Document {
            let name = if hit.document.is_empty() { "(no title read)" } else { &hit.document };
            printer.line(&format!("{}  {}", id(hit), printer.bold(name)))?;
            printer.line(&printer.dim(&format!("    {}", hit.path)))?;
            printer.line(&format!("    {shown}"))?;
        } else {
            let kind = hit.kind.name().replace('_', " ");
            printer.line(&format!("{}  {kind}  {shown}", id(hit)))?;
            let place = format!("    {}, page {}", hit.path, hit.page);
            printer.line(&printer.dim(&place))?;
        }
    }
    printer.line("")
}

/// What `show` takes: enough of the SHA-256, and the fact's id.
fn id(hit: &Hit) -> String {
    let short = hit.sha256.get(..12).unwrap_or(&hit.sha256);
    hit.id.as_ref().map_or_else(|| short.to_owned(), |id| format!("{short}:{id}"))
}

fn highlighted(snippet: &Snippet, printer: &Printer) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (start, end) in &snippet.highlights {
        if *start >= done {
            out += &snippet.text[done..*start];
            out += &printer.bold(&snippet.text[*start..*end]);
            done = *end;
        }
    }
    out + &snippet.text[done..]
}
