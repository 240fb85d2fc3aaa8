//! Tasks outside tables: items and headings with their Chủ trì / Phối hợp / Thời gian lines.

use anyhow::Context;
use vanban_record::Task;
use vanban_text::quoted;

use super::Desk;
use crate::blocks::Block;
use crate::words::deadline;

/// Whether a line of markup belongs to the task above it.
pub(super) fn is_part(line: &str) -> bool {
    ["lead|", "support|", "time|", "result|"].iter().any(|kind| line.starts_with(kind))
}

impl Desk<'_> {
    /// A lettered item, or a bullet where the label is `-`, with its lines.
    pub(super) fn task(&mut self, spec: &str, parts: &[&str]) -> anyhow::Result<()> {
        let (label, text) = spec.split_once(" | ").context("label | task")?;
        let text = self.fill(text)?;
        let bullet = label == "-";
        let task = Task {
            section: self.path(),
            row: (!bullet).then(|| label.to_owned()),
            task: quoted(&text),
            ..Task::default()
        };
        let dot = if label.ends_with(')') { "" } else { "." };
        self.blocks.push(if bullet {
            Block::Bullet(0, text)
        } else {
            Block::Para(format!("{label}{dot} {text}"))
        });
        self.close_task(task, parts)
    }

    /// Work given in a sentence: `bracket | lead ; lead | support | words | time` prints it as an item whose bracket
    /// says who does it, `giao | ...` as `Giao ... chủ trì`, `heading | ...` as a duty of the body that the heading
    /// names.
    pub(super) fn duty(&mut self, spec: &str) -> anyhow::Result<()> {
        let parts: Vec<&str> = spec.split('|').map(str::trim).collect();
        let [how, lead, support, words, time] = parts[..] else {
            anyhow::bail!("how | lead | support | words | time");
        };
        let names = |list: &str| -> Vec<String> {
            list.split(" ; ").filter(|name| !name.is_empty()).map(quoted).collect()
        };
        let (lead, support) = (names(lead), names(support));
        let words = self.fill(words)?;
        let (time, parsed) = deadline(time)?;
        let helped = match support.join(", ") {
            list if list.is_empty() => String::new(),
            list => format!(", phối hợp với {list}"),
        };
        let who = lead.join(", ");
        let task = match how {
            "bracket" => {
                let text = format!("{words} ({who} chủ trì{helped}; {time}).");
                self.blocks.push(Block::Bullet(0, text));
                quoted(&words)
            }
            "giao" => {
                let text = format!("Giao {who} chủ trì{helped} {words} {time}.");
                self.blocks.push(Block::Para(text));
                quoted(&words)
            }
            _ => {
                self.blocks.push(Block::Para(format!("{words} {time}.")));
                quoted(&words)
            }
        };
        self.record.tasks.push(Task {
            section: self.path(),
            task,
            lead,
            support,
            deadline: Some(parsed),
            deadline_text: Some(quoted(&time)),
            ..Task::default()
        });
        Ok(())
    }

    /// The heading that is open last is the task; the lines stand under what is said about it.
    pub(super) fn heading_task(&mut self, parts: &[&str]) -> anyhow::Result<()> {
        let index = self.open.pop().context("a heading above the lines")?;
        let above = self.path();
        self.open.push(index);
        let heading = &self.record.sections[index];
        let task = Task {
            section: above,
            row: Some(heading.label.clone()),
            task: heading.title.clone().unwrap_or_default(),
            ..Task::default()
        };
        self.close_task(task, parts)
    }

    fn close_task(&mut self, mut task: Task, parts: &[&str]) -> anyhow::Result<()> {
        for part in parts {
            let (kind, printed) = part.split_once('|').context("kind|label: value")?;
            let (name, stated) = printed.split_once(": ").context("label: value")?;
            let stated = self.fill(stated)?;
            let words = state(&mut task, kind, stated)?;
            let line = format!("{}: {words}.", name.trim());
            self.blocks.push(if self.source.style.plain_task_lines {
                Block::Para(line)
            } else {
                Block::Bullet(0, line)
            });
        }
        self.record.tasks.push(task);
        Ok(())
    }
}

/// Puts down what a line states; gives the words it is printed with.
fn state(task: &mut Task, kind: &str, stated: String) -> anyhow::Result<String> {
    Ok(match kind {
        "lead" | "support" => {
            let bodies: Vec<String> = stated.split(" ; ").map(quoted).collect();
            let words = bodies.join("; ");
            let list = if kind == "lead" { &mut task.lead } else { &mut task.support };
            *list = bodies;
            words
        }
        "time" => {
            let (words, parsed) = deadline(&stated)?;
            task.deadline_text = Some(quoted(&words));
            task.deadline = Some(parsed);
            words
        }
        _ => {
            task.result = Some(quoted(&stated));
            stated
        }
    })
}
