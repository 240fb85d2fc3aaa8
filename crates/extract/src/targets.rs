//! Chỉ tiêu: measurable objectives, told apart from results already achieved.
//!
//! Targets stand in the text (sections of objectives, and sentences that set an aim), in tables of targets
//! with value columns, and in the words of task tables. Which numbers count depends on what the headings
//! above them look at (see [`crate::outlook`]); rates, ages, levels and counts without an aim do not.

use vanban_document::{Document, RowKind, Structure, Table};
use vanban_record::{Comparator, Header, ReachedResult, Target};
use vanban_text::{Folded, Span, fold};

use crate::at;
use crate::bodies::bodies;
use crate::carried::{Row, Times, until};
use crate::claims::{Claim, claims, line_scope};
use crate::columns::{Columns, Kind};
use crate::gate::{Gate, is_index, is_regulation};
use crate::outlook::{Outlook, announces, outlooks, reports, within};
use crate::passage::{passages, section_path, sentences};
use crate::phrase::predicate_at;
use crate::rows::{path_of, row_confidence, row_span, table_name};
use crate::target_cells::cell_values;
use crate::value::values;

/// Targets and results, each in reading order.
pub(crate) fn targets(
    document: &Document,
    structure: &Structure,
    header: &Header,
) -> (Vec<Target>, Vec<ReachedResult>) {
    let mut found = Found { document, header, targets: Vec::new(), results: Vec::new() };
    found.read_text(structure);
    for (index, table) in structure.tables.iter().enumerate() {
        found.read_table(table, &table_name(table, index));
    }
    found.finish()
}

struct Found<'a> {
    document: &'a Document,
    header: &'a Header,
    targets: Vec<Target>,
    results: Vec<ReachedResult>,
}

impl Found<'_> {
    fn read_text(&mut self, structure: &Structure) {
        let outlooks = outlooks(structure, self.header);
        let mut announced: Option<(Option<usize>, Outlook)> = None;
        let mut times = Times::default();
        for passage in passages(self.document, structure) {
            let own = passage.section.and_then(|index| outlooks.get(index).copied());
            let mut outlook = own.unwrap_or_default();
            // A line such as `* Mục tiêu đến năm 2030:` speaks for the paragraphs after it.
            if let Some(said) = announces(passage.text, self.header) {
                announced = Some((passage.section, said));
            }
            match announced {
                Some((section, said)) if within(structure, passage.section, section) => {
                    outlook = if outlook == Outlook::Past { outlook } else { said };
                }
                _ => announced = None,
            }
            let section = section_path(structure, passage.section);
            times.meet(passage.section, passage.text);
            let until = times.said().or_else(|| section_deadline(structure, passage.section));
            let mut reported = false;
            let place = line_scope(passage.text);
            let mut row = Row::default();
            for segment in segments(passage.text) {
                let words = segment.of(passage.text);
                row.meet(passage.text, segment);
                let gate = Gate { outlook, header: self.header, words: &Folded::new(words) };
                for claim in claims(words, |value, _| gate.wants(value)) {
                    let said_so = reports(&claim.before, outlook, self.header.plan_year);
                    let aims = gate.aims();
                    reported = said_so || reported && !aims;
                    let span = claim.span.shift(segment.start + passage.span.start);
                    let past =
                        outlook == Outlook::Past || reported && outlook == Outlook::Open || said_so;
                    let claim = row.complete(claim);
                    let claim = Claim {
                        deadline: claim.deadline.or_else(|| until.clone()),
                        applies_to: claim.applies_to.or_else(|| place.clone()),
                        ..claim
                    };
                    self.push(claim, past, span, section.clone());
                }
            }
        }
    }

    fn push(&mut self, claim: Claim, past: bool, span: Span, section: Option<String>) {
        let place = at(self.document, span);
        let confidence = claim.sure * self.document.repair_confidence(span);
        if past {
            self.results.push(ReachedResult {
                id: String::new(),
                indicator: claim.indicator,
                value: claim.value.number,
                unit: claim.value.unit,
                section,
                at: place,
                confidence,
            });
        } else {
            let target = target(claim);
            self.targets.push(Target { section, at: place, confidence, ..target });
        }
    }

    fn read_table(&mut self, table: &Table, name: &str) {
        let columns = Columns::of(table);
        let indicator = columns.has(Kind::Indicator) && !columns.has(Kind::Amount);
        if indicator && is_regulation(self.header) {
            return;
        }
        let kind = if indicator { Kind::Indicator } else { Kind::Task };
        let Some(index) = columns.first(kind) else { return };
        let mut group_until: Option<String> = None;
        let mut outer: Option<String> = None;
        for row in &table.rows {
            let words = columns.words(row, kind);
            if row.kind == RowKind::Group {
                let title =
                    row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
                // A numbered row without values is a heading inside its group.
                let inner = columns.label(row).is_some_and(|label| label.parse::<u32>().is_ok());
                group_until = until(&title).or(group_until.filter(|_| inner));
                if !inner {
                    outer = columns.label(row);
                }
                continue;
            }
            let (Some(words), RowKind::Item) = (words, row.kind) else { continue };
            let outlook = if indicator { Outlook::Objective } else { Outlook::Open };
            let mut claims =
                if indicator { cell_values(table, &columns, row, &words) } else { Vec::new() };
            if claims.is_empty() {
                claims = self.cell_claims(&words, outlook);
            }
            let cell = row.cells.get(index).map_or(&[][..], |cell| &cell.spans[..]);
            let span = cell.iter().copied().reduce(Span::cover).unwrap_or(row_span(table, row));
            let kinds = [kind, Kind::Value, Kind::Unit, Kind::Lead];
            let sure = row_confidence(self.document, table, &columns, &kinds, span);
            for claim in claims {
                let lead =
                    columns.words(row, Kind::Lead).map(|lead| bodies(&lead)).unwrap_or_default();
                let deadline = claim.deadline.clone();
                let stated = columns.words(row, Kind::Deadline);
                let confidence = claim.sure * sure;
                self.targets.push(Target {
                    deadline: deadline.or(stated).or_else(|| group_until.clone()),
                    lead,
                    table: Some(name.to_owned()),
                    row: path_of(row, columns.label(row).as_deref(), outer.as_deref()),
                    at: at(self.document, span),
                    confidence,
                    ..target(claim)
                });
            }
        }
    }

    /// The claims of a cell's words.
    fn cell_claims(&self, words: &str, outlook: Outlook) -> Vec<Claim> {
        let mut found = Vec::new();
        for segment in segments(words) {
            let said = segment.of(words);
            let gate = Gate { outlook, header: self.header, words: &Folded::new(said) };
            found.extend(
                claims(said, |value, _| gate.wants(value))
                    .into_iter()
                    .filter(|claim| !reports(&claim.before, outlook, self.header.plan_year)),
            );
        }
        found
    }

    fn finish(mut self) -> (Vec<Target>, Vec<ReachedResult>) {
        self.targets.sort_by_key(|target| target.at.start);
        self.results.sort_by_key(|result| result.at.start);
        for (i, target) in self.targets.iter_mut().enumerate() {
            target.id = format!("t{}", i + 1);
        }
        for (i, result) in self.results.iter_mut().enumerate() {
            result.id = format!("y{}", i + 1);
        }
        (self.targets, self.results)
    }
}

fn target(claim: Claim) -> Target {
    let surpass = fold(&claim.before).contains("dat va vuot");
    let comparator = match claim.value.comparator {
        Comparator::Eq if surpass => Comparator::Ge,
        other => other,
    };
    let unit = claim.value.unit.or_else(|| is_index(&claim.indicator).then(|| "index".to_owned()));
    Target {
        indicator: claim.indicator,
        comparator,
        value: claim.value.number,
        value_max: claim.value.max,
        unit,
        applies_to: claim.applies_to,
        base: claim.base,
        deadline: claim.deadline,
        ..Target::default()
    }
}

/// The year that a heading sets for what stands under it (`Mục tiêu đến năm 2030`).
fn section_deadline(structure: &Structure, section: Option<usize>) -> Option<String> {
    let mut at = section;
    while let Some(index) = at {
        let section = structure.sections.get(index)?;
        if let Some(found) = until(&section.title) {
            return Some(found);
        }
        at = section.parent.filter(|parent| *parent < index);
    }
    None
}

/// Sentences, a bare share joined to the one after it that holds its predicate (`100% A; 80% B làm C`).
fn segments(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for sentence in sentences(text) {
        let joins = found.last().is_some_and(|last| {
            let semicolon = text[last.end..].starts_with(';');
            semicolon && is_bare(last.of(text)) && opens_with_value(sentence.of(text))
        });
        match found.last_mut() {
            Some(last) if joins => *last = last.cover(sentence),
            _ => found.push(sentence),
        }
    }
    found
}

fn opens_with_value(words: &str) -> bool {
    let lead = crate::phrase::drop_lead_in(words);
    values(&lead).first().is_some_and(|value| value.span.start <= 2)
}

fn is_bare(words: &str) -> bool {
    let lead = crate::phrase::drop_lead_in(words);
    match values(&lead).as_slice() {
        [only] if only.span.start <= 2 => {
            let counted = lead[only.span.end..].trim();
            !counted.is_empty()
                && counted.split_whitespace().count() <= 12
                && predicate_at(&format!("x {counted}")).is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn read(paragraphs: &[&str], header: &Header) -> (Vec<Target>, Vec<ReachedResult>) {
        let (document, structure) = sample::sections(paragraphs);
        targets(&document, &structure, header)
    }

    fn plan() -> Header {
        Header { doc_type: Some("Kế hoạch".into()), plan_year: Some(2026), ..Header::default() }
    }

    #[test]
    fn headings_tell_targets_from_results() {
        let (targets, results) = read(
            &[
                "# I. KẾT QUẢ THỰC HIỆN NĂM 2025",
                "- Tỷ lệ hộ dùng nước sạch đạt 88%.",
                "# II. MỤC TIÊU",
                "- Tỷ lệ hộ dùng nước sạch đạt tối thiểu 92%.",
                "- Đến nay 70% thôn đã có đường bê tông.",
                "- Xây dựng 03 mô hình vườn mẫu.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| (t.value, t.section.as_deref())).collect();
        assert_eq!(read, [(92.0, Some("II")), (3.0, Some("II"))]);
        let reached: Vec<_> = results.iter().map(|result| result.value).collect();
        assert_eq!(reached, [88.0, 70.0]);
    }

    #[test]
    fn counts_shares_and_growth_in_objectives_are_targets() {
        let (targets, results) = read(
            &[
                "# I. KẾT QUẢ NĂM 2025",
                "- Sản lượng cá lồng ước đạt 120 tấn, tăng 6% so với năm 2024.",
                "# II. MỤC TIÊU",
                "- Diện tích gieo trồng 1.200 ha, sản lượng ngô 850 tấn.",
                "- Tổng thu chợ phiên 38 tỷ đồng, tăng 8% so với năm 2025.",
                "- 8/9 bản có nhà văn hóa; 92% hộ có hố rác.",
                "- Có thêm 02 sản phẩm đạt 3 sao trở lên.",
                "- Giảm từ 5 - 10% số vụ cháy rừng so với năm 2025.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
        assert_eq!(
            read,
            [
                ("Diện tích gieo trồng", 1200.0),
                ("sản lượng ngô", 850.0),
                ("Tổng thu chợ phiên", 38.0),
                ("Tổng thu chợ phiên tăng", 8.0),
                ("bản có nhà văn hóa", 8.0),
                ("hộ có hố rác", 92.0),
                ("thêm sản phẩm đạt 3 sao trở lên", 2.0),
                ("Giảm số vụ cháy rừng so với năm 2025", 5.0),
            ]
        );
        assert!(targets.iter().all(|target| target.deadline.is_none()));
        let reached: Vec<_> = results.iter().map(|r| (r.indicator.as_str(), r.value)).collect();
        assert_eq!(reached, [("Sản lượng cá lồng", 120.0), ("Sản lượng cá lồng tăng", 6.0)]);
    }

    #[test]
    fn outside_objectives_a_sentence_must_set_an_aim() {
        let (targets, _) = read(
            &[
                "# III. NHIỆM VỤ",
                "- Số hóa 95% hồ sơ đất đai.",
                "- Hỗ trợ 50% học phí cho con hộ nghèo.",
                "- Bố trí tối thiểu 02 cán bộ trực đường dây nóng.",
                "- Xã có 12 thôn và 3.400 hộ.",
                "- Thực hiện Đề án “Trồng ít nhất 20 hàng cây ven đường” của huyện cũ.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|target| target.indicator.as_str()).collect();
        assert_eq!(read, ["Số hóa hồ sơ đất đai", "cán bộ trực đường dây nóng"]);
    }

    #[test]
    fn a_place_at_the_head_of_an_item_holds_for_all_its_values() {
        let (targets, _) = read(
            &[
                "# II. MỤC TIÊU",
                "- Tại địa bàn miền núi: Phấn đấu tăng thêm ít nhất 5% số lớp bán trú; 90% điểm trường có nước sạch.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| t.applies_to.as_deref()).collect();
        assert_eq!(read, [Some("địa bàn miền núi"), Some("địa bàn miền núi")]);
    }

    #[test]
    fn aims_announced_hold_for_the_items_under_them() {
        let paragraphs = [
            "# 2. Kế hoạch phát triển",
            "Trong giai đoạn tới, phấn đấu phát triển mạng lưới, cụ thể như sau:",
            "# 2.1. Trạm bơm",
            "+ Lắp đặt mới trạm bơm: 12 trạm (trong đó: xã A 7 trạm, xã B 5 trạm), nâng tổng số trạm bơm: 30 trạm;",
        ];
        let (document, mut structure) = sample::sections(&paragraphs);
        structure.sections[1].parent = Some(0);
        let (found, _) = targets(&document, &structure, &plan());
        let read: Vec<_> = found.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
        assert_eq!(read, [("Lắp đặt mới trạm bơm", 12.0), ("nâng tổng số trạm bơm", 30.0)]);
        let telegram = Header { doc_type: Some("Công điện".into()), ..plan() };
        assert!(targets(&document, &structure, &telegram).0.is_empty());
    }

    #[test]
    fn legal_norms_set_no_targets() {
        let norms = Header {
            doc_type: Some("Quyết định".into()),
            symbol: Some("15/2026/QĐ-UBND".into()),
            ..Header::default()
        };
        let (targets, _) =
            read(&["Hồ sơ được thông qua khi đạt tối thiểu 70% số phiếu tán thành."], &norms);
        assert!(targets.is_empty());
    }

    #[test]
    fn a_further_value_has_the_head_and_the_time_of_its_sentence() {
        let (targets, _) = read(
            &[
                "# I. MỤC TIÊU",
                "- Tỷ lệ hộ dùng bếp củi còn dưới 15 %, bếp than dưới 5 %; bếp dầu dưới 2 %.",
                "- Phấn đấu đến năm 2028, 90% thôn có sân chơi; 70% thôn có thư viện. Trồng 5 ha rừng.",
                "- Tỷ lệ che phủ rừng đạt 44%, rừng trồng mới đạt 120 ha.",
                "- Đến năm 2031:",
                "+ 60% hộ nuôi cá có ao lắng.",
                "- 30% hộ có bể lọc.",
            ],
            &plan(),
        );
        let read: Vec<_> =
            targets.iter().map(|t| (t.indicator.as_str(), t.deadline.as_deref())).collect();
        assert_eq!(
            read,
            [
                ("Tỷ lệ hộ dùng bếp củi", None),
                ("Tỷ lệ hộ dùng bếp than", None),
                ("Tỷ lệ hộ dùng bếp dầu", None),
                ("thôn có sân chơi", Some("đến năm 2028")),
                ("thôn có thư viện", Some("đến năm 2028")),
                ("Trồng rừng", None),
                ("Tỷ lệ che phủ rừng", None),
                ("rừng trồng mới", None),
                ("hộ nuôi cá có ao lắng", Some("Đến năm 2031")),
                ("hộ có bể lọc", None),
            ]
        );
    }

    #[test]
    fn a_part_of_a_count_leaves_the_count_and_a_heading_that_is_a_time_dates_both() {
        let (targets, _) = read(
            &[
                "# I. MỤC TIÊU",
                "# a) Năm 2027",
                "- Dạy nghề cho ít nhất 300 lao động, trong đó lao động nữ chiếm tối thiểu 45%.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| (t.value, t.deadline.as_deref())).collect();
        assert_eq!(read, [(300.0, Some("Năm 2027")), (45.0, Some("Năm 2027"))]);
    }

    #[test]
    fn a_rate_with_a_colon_has_its_scopes_behind_it() {
        let (targets, _) = read(
            &["# I. MỤC TIÊU", "- Tỷ lệ hộ có hố xí hợp vệ sinh: thành thị 99%; nông thôn 88%."],
            &plan(),
        );
        let read: Vec<_> =
            targets.iter().map(|t| (t.indicator.as_str(), t.applies_to.as_deref())).collect();
        assert_eq!(
            read,
            [
                ("Tỷ lệ hộ có hố xí hợp vệ sinh", Some("thành thị")),
                ("Tỷ lệ hộ có hố xí hợp vệ sinh", Some("nông thôn")),
            ]
        );
    }

    #[test]
    fn a_period_compared_with_sets_no_time() {
        let (targets, _) = read(
            &["# I. MỤC TIÊU", "- Số vụ cháy giảm 5-10% so với trung bình giai đoạn 2021 - 2025."],
            &plan(),
        );
        let read: Vec<_> =
            targets.iter().map(|t| (t.value, t.value_max, t.deadline.as_deref())).collect();
        assert_eq!(read, [(5.0, Some(10.0), None)]);
    }

    #[test]
    fn whatever_act_opens_a_clause_counts_in_objectives() {
        let (targets, _) = read(
            &[
                "# I. MỤC TIÊU",
                "- Cứng hóa 12 km đường bản; xây mới 02 cầu treo.",
                "- Hoàn thành 100% kế hoạch vốn sửa đập.",
                "- Bản Mường Thịnh ở cách xã 12 km.",
            ],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
        assert_eq!(
            read,
            [
                ("Cứng hóa đường bản", 12.0),
                ("xây mới cầu treo", 2.0),
                ("Hoàn thành kế hoạch vốn sửa đập", 100.0)
            ]
        );
    }

    #[test]
    fn bare_shares_borrow_the_predicate_after_them() {
        let (targets, _) = read(
            &["# I. MỤC TIÊU", "- 100% khách sạn; 60% nhà nghỉ, nhà trọ lắp đặt bình chữa cháy."],
            &plan(),
        );
        let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
        assert_eq!(
            read,
            [
                ("khách sạn lắp đặt bình chữa cháy", 100.0),
                ("nhà nghỉ, nhà trọ lắp đặt bình chữa cháy", 60.0)
            ]
        );
    }

    #[test]
    fn rows_have_their_lead_group_and_year() {
        let structure = sample::table(
            &["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Cơ quan theo dõi"],
            &[
                &["I", "Nông thôn", "", "", ""],
                &["1", "Tỷ lệ hộ nghèo", "%", "≤ 2,5", "Phòng Kinh tế"],
                &["2", "Diện tích rừng trồng mới", "ha", "120", "Hạt Kiểm lâm"],
            ],
        );
        let document = sample::document(&[]);
        let (targets, _) = targets(&document, &structure, &plan());
        assert_eq!(targets.len(), 2);
        assert_eq!(targets[0].comparator, Comparator::Le);
        assert_eq!(targets[0].row.as_deref(), Some("I.1"));
        assert_eq!(targets[0].lead, ["Phòng Kinh tế"]);
        assert_eq!(targets[0].deadline.as_deref(), Some("Năm 2026"));
        assert_eq!(targets[1].unit.as_deref(), Some("ha"));
    }
}
