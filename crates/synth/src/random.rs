//! Random plans from a seed: the same chain as the written ones, with words drawn from the bank.

use std::fmt::Write as _;

use crate::bank;
use crate::prng::Prng;
use crate::source::{AnnexSource, HeaderSource, RefSource, Source, Style, TableSource};

/// A plan of about `pages` pages.
pub fn random(seed: u64, pages: usize) -> Source {
    let mut draw = Draw { prng: Prng::new(seed), province: false };
    let (place, kind, province) = *draw.prng.pick(&bank::PLACES);
    draw.province = kind == "tỉnh";
    let field = *draw.prng.pick(&bank::FIELDS);
    let unit = format!("{kind} {place}");
    let mut source = Source {
        slug: format!("random-{seed:016x}"),
        form: "docx".to_owned(),
        style: Style {
            word_numbering: draw.prng.below(4) == 0,
            footer_numbers: draw.prng.below(3) == 0,
            ..Style::default()
        },
        header: draw.header(place, &unit, field),
        ..Source::default()
    };
    draw.references(&mut source, province, field);
    source.preamble = format!(
        "Thực hiện {{a}};\nCăn cứ {{b}};\nỦy ban nhân dân {unit} ban hành Kế hoạch {field} năm 2026 như sau:"
    );
    let rows = pages.max(2) * 3;
    source.body = draw.body(pages.max(2), field);
    source.table = vec![draw.targets(rows), draw.tasks(rows), draw.budget(rows.min(12))];
    source.annex = vec![
        annex("Phụ lục 01", "CHỈ TIÊU CHỦ YẾU NĂM 2026", false, "targets"),
        annex("Phụ lục 02", "NHIỆM VỤ CỤ THỂ NĂM 2026", draw.prng.below(3) > 0, "tasks"),
        annex("Phụ lục 03", "DỰ TOÁN KINH PHÍ NĂM 2026", false, "budget"),
    ];
    source
}

fn annex(label: &str, caption: &str, landscape: bool, key: &str) -> AnnexSource {
    AnnexSource {
        label: label.to_owned(),
        caption: caption.to_owned(),
        landscape,
        belongs: true,
        body: format!("@table {key}"),
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

struct Draw {
    prng: Prng,
    province: bool,
}

impl Draw {
    fn header(&mut self, place: &str, unit: &str, field: &str) -> HeaderSource {
        let deputy = self.prng.below(2) == 0;
        let day = self.prng.below(27) + 1;
        let number = self.prng.below(400) + 1;
        HeaderSource {
            doc_type: "Kế hoạch".to_owned(),
            number: if self.prng.below(8) == 0 { String::new() } else { number.to_string() },
            suffix: "KH-UBND".to_owned(),
            joint: "/".to_owned(),
            letterhead: vec!["ỦY BAN NHÂN DÂN".to_owned(), unit.to_uppercase()],
            issuer: format!("Ủy ban nhân dân {unit}"),
            issuer_short: format!("UBND {unit}"),
            place: place.to_owned(),
            date: format!("2026-01-{day:02}"),
            title: format!("Thực hiện công tác {field} năm 2026 trên địa bàn {unit}"),
            plan_year: Some(2026),
            signer: (*self.prng.pick(&bank::PEOPLE)).to_owned(),
            position: if deputy { "PHÓ CHỦ TỊCH" } else { "CHỦ TỊCH" }.to_owned(),
            authority: if deputy { "KT. CHỦ TỊCH" } else { "" }.to_owned(),
            on_behalf: "TM. ỦY BAN NHÂN DÂN".to_owned(),
            recipients: strings(&["Như trên", "Các đơn vị có liên quan", "Lưu: VT"]),
            ..HeaderSource::default()
        }
    }

    fn references(&mut self, source: &mut Source, province: &str, field: &str) {
        let kinds = [
            ("a", "Kế hoạch", "KH-UBND", format!("UBND {province}"), "về công tác"),
            ("b", "Nghị quyết", "NQ-HĐND", format!("HĐND {province}"), "về nhiệm vụ"),
            ("c", "Quyết định", "QĐ-UBND", format!("UBND {province}"), "ban hành quy định về"),
        ];
        for (key, doc_type, suffix, issuer, verb) in kinds {
            let cited = RefSource {
                doc_type: doc_type.to_owned(),
                symbol: format!("{}/{suffix}", self.prng.below(900) + 10),
                date: format!("2025-{:02}-{:02}", self.prng.below(12) + 1, self.prng.below(28) + 1),
                issuer,
                title: format!("{verb} {field} giai đoạn 2026-2030"),
                ..RefSource::default()
            };
            source.refs.insert(key.to_owned(), cited);
        }
    }

    fn body(&mut self, pages: usize, field: &str) -> String {
        let mut body = String::from("# I | MỤC ĐÍCH, YÊU CẦU\n## 1 | Mục đích\n");
        self.bullets(&mut body, 3);
        body.push_str("## 2 | Yêu cầu\n");
        self.bullets(&mut body, 3);
        body.push_str("# II | MỤC TIÊU\n## 1 | Mục tiêu chung\n");
        let _ = writeln!(body, "{}.", self.sentence());
        body.push_str("## 2 | Mục tiêu cụ thể\n");
        for _ in 0..4 + pages / 3 {
            let _ = writeln!(body, "- {};", self.target());
        }
        body.push_str("# III | NHIỆM VỤ, GIẢI PHÁP\n");
        for n in 1..=pages.min(400) {
            let heading = *self.prng.pick(&bank::HEADINGS);
            let _ = writeln!(body, "## {n} | {heading}");
            self.bullets(&mut body, 7);
            if n % 3 == 1 {
                let _ = writeln!(body, "Các nội dung tại mục này thực hiện theo {{c:s}}.");
            }
        }
        body.push_str("# IV | PHÂN CÔNG NHIỆM VỤ\n## 1 | Nhiệm vụ trước mắt\n");
        for letter in ["a)", "b)", "c)", "d)", "đ)", "e)"].iter().take(self.prng.below(7)) {
            self.lettered_task(&mut body, letter);
        }
        body.push_str("## 2 | Nhiệm vụ lâu dài\n");
        self.bullets(&mut body, 2);
        body.push_str("# V | TỔ CHỨC THỰC HIỆN\n");
        for n in 1..=3 {
            let bodies = self.bodies();
            let body_name = *self.prng.pick(bodies);
            let sentence = self.sentence();
            let _ = writeln!(body, "## {n} | {body_name}\n- {sentence}.");
        }
        let _ = writeln!(
            body,
            "Trên đây là Kế hoạch {field} năm 2026, yêu cầu các đơn vị nghiêm túc thực hiện./."
        );
        body
    }

    fn lettered_task(&mut self, body: &mut String, letter: &str) {
        let bodies = self.bodies();
        let (lead, support) = (*self.prng.pick(bodies), *self.prng.pick(bodies));
        let deadline = *self.prng.pick(&bank::DEADLINES);
        let sentence = self.sentence();
        let _ = writeln!(
            body,
            "@task {letter} | {sentence}.\nlead|Chủ trì thực hiện: {lead}\n\
             support|Phối hợp thực hiện: {support}\ntime|Thời gian hoàn thành: {deadline}"
        );
    }

    fn bodies(&self) -> &'static [&'static str] {
        if self.province { &bank::BODIES_PROVINCE } else { &bank::BODIES_LOCAL }
    }

    fn bullets(&mut self, body: &mut String, count: usize) {
        for _ in 0..count {
            let sentence = self.sentence();
            let _ = writeln!(body, "- {sentence}.");
        }
    }

    fn sentence(&mut self) -> String {
        let verb = *self.prng.pick(&bank::VERBS);
        let first = *self.prng.pick(&bank::OBJECTS);
        let second = *self.prng.pick(&bank::OBJECTS);
        let ending = *self.prng.pick(&bank::ENDINGS);
        let middle = if first == second { String::new() } else { format!(" và {second}") };
        format!("{verb} {first}{middle}, {ending}")
    }

    fn target(&mut self) -> String {
        let indicator = *self.prng.pick(&bank::INDICATORS);
        self.target_of(indicator)
    }

    fn target_of(&mut self, indicator: &str) -> String {
        let value = 60 + self.prng.below(40);
        match self.prng.below(4) {
            0 => format!("{{t|{indicator}|ge {value} %}}"),
            1 => format!("{{t|{indicator}|gt {value} %}}"),
            2 => format!("{{t|{indicator}|ge {value} %|$i đạt từ $n trở lên}}"),
            _ => format!("{{t|{indicator}|eq {value} %}}"),
        }
    }

    /// A task table: column names, order, groups and covered cells vary.
    fn tasks(&mut self, rows: usize) -> TableSource {
        let names = *self.prng.pick(&bank::TASK_COLUMNS);
        let deadline_first = self.prng.below(3) == 0;
        let (groups, covers) = (self.prng.below(4) > 0, self.prng.below(3) == 0);
        let mut text = String::new();
        for n in 0..rows {
            if groups && n % 6 == 0 {
                let label = bank::ROMAN[(n / 6) % bank::ROMAN.len()];
                let heading = self.prng.pick(&bank::HEADINGS).to_uppercase();
                let _ = writeln!(text, "g|{label}|{heading}");
            }
            let number = if groups { n % 6 + 1 } else { n + 1 };
            let covered = covers && number % 6 == 3;
            let line = self.task_row(covered, deadline_first);
            let _ = writeln!(text, "{number}|{line}");
        }
        let mut roles = ["no", "task", "lead", "support", "result", "deadline"];
        let mut columns = names;
        if deadline_first {
            roles.swap(4, 5);
            columns.swap(4, 5);
        }
        TableSource {
            key: "tasks".to_owned(),
            columns: strings(&columns),
            roles: strings(&roles),
            widths: vec![8, 36, 16, 16, 12, 12],
            joint: (*self.prng.pick(&["; ", ", "])).to_owned(),
            dotted: self.prng.below(3) == 0,
            rows: text,
            ..TableSource::default()
        }
    }

    /// Everything of a task row after its number.
    fn task_row(&mut self, covered: bool, deadline_first: bool) -> String {
        let bodies = self.bodies();
        let lead = if covered { "^" } else { *self.prng.pick(bodies) };
        let first = self.prng.below(bodies.len());
        let second = (first + 1 + self.prng.below(bodies.len() - 1)) % bodies.len();
        let support = match self.prng.below(3) {
            0 => String::new(),
            1 => bodies[first].to_owned(),
            _ => format!("{} ; {}", bodies[first], bodies[second]),
        };
        let result = *self.prng.pick(&bank::RESULTS);
        let deadline = *self.prng.pick(&bank::DEADLINES);
        let sentence = self.sentence();
        let (fifth, sixth) = if deadline_first { (deadline, result) } else { (result, deadline) };
        format!("{sentence}|{lead}|{support}|{fifth}|{sixth}")
    }

    /// A table of targets: sentences with a lead, or indicator, unit and value in columns of their own.
    fn targets(&mut self, rows: usize) -> TableSource {
        let in_columns = self.prng.below(2) == 0;
        let mut text = String::new();
        for n in 1..=rows.min(bank::INDICATORS.len()) {
            let indicator = bank::INDICATORS[n - 1];
            let lead = *self.prng.pick(self.bodies());
            let value = 60 + self.prng.below(40);
            let _ = match (in_columns, self.prng.below(2)) {
                (true, 0) => writeln!(text, "{n}|{indicator}|%|ge {value} %|{lead}"),
                (true, _) => writeln!(text, "{n}|{indicator}|%|eq {value} %|{lead}"),
                (false, _) => {
                    let sentence = self.target_of(indicator);
                    writeln!(text, "{n}|{sentence}|{lead}")
                }
            };
        }
        let (columns, roles, widths): (&[&str], &[&str], _) = if in_columns {
            (
                &["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026", "Đơn vị theo dõi"],
                &["no", "indicator", "unit", "value", "lead"],
                vec![7, 43, 12, 16, 22],
            )
        } else {
            (&["TT", "Chỉ tiêu", "Đơn vị theo dõi"], &["no", "target", "lead"], vec![8, 62, 30])
        };
        TableSource {
            key: "targets".to_owned(),
            columns: strings(columns),
            roles: strings(roles),
            widths,
            rows: text,
            ..TableSource::default()
        }
    }

    fn budget(&mut self, rows: usize) -> TableSource {
        let mut text = String::new();
        let mut total = 0;
        for n in 1..=rows {
            let amount = (self.prng.below(80) as i64 + 5) * 10_000_000;
            total += amount;
            let sentence = self.sentence();
            let lead = *self.prng.pick(self.bodies());
            let _ = writeln!(text, "{n}|{sentence}|{lead}|{amount}|Ngân sách địa phương");
        }
        let _ = writeln!(text, "s||Tổng cộng||{total}|");
        TableSource {
            key: "budget".to_owned(),
            columns: strings(&[
                "STT",
                "Nội dung",
                "Đơn vị thực hiện",
                "Kinh phí (triệu đồng)",
                "Nguồn kinh phí",
            ]),
            roles: strings(&["no", "task", "lead", "amount", "source"]),
            widths: vec![9, 43, 18, 14, 16],
            money: "trieu".to_owned(),
            unit_line: "Đơn vị tính: triệu đồng".to_owned(),
            rows: text,
            ..TableSource::default()
        }
    }
}
