//! Web pages as offices and their sites write them.

use vanban_document::{Alignment, Block, Content, MediaType, ParagraphBlock, Reading, TableBlock};
use vanban_plain::{Limits, PlainError, looks_like_html, read_html};

fn read(html: &str) -> Reading {
    read_html(html.as_bytes(), &Limits::default()).unwrap()
}

fn blocks(reading: &Reading) -> &[Block] {
    match &reading.content {
        Content::Blocks(blocks) => blocks,
        other => panic!("not blocks: {other:?}"),
    }
}

fn words(paragraph: &ParagraphBlock) -> String {
    paragraph.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" / ")
}

/// Paragraphs as they are, tables as `[cell|cell][cell|cell]`.
fn shown(html: &str) -> Vec<String> {
    let cells = |table: &TableBlock| {
        let row = |row: &Vec<vanban_document::CellBlock>| {
            let cell = |cell: &vanban_document::CellBlock| {
                cell.paragraphs.iter().map(words).collect::<Vec<_>>().join(" // ")
            };
            format!("[{}]", row.iter().map(cell).collect::<Vec<_>>().join("|"))
        };
        table.rows.iter().map(row).collect::<String>()
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => words(paragraph),
        Block::Table(table) => cells(table),
        other => panic!("{other:?}"),
    };
    blocks(&read(html)).iter().map(block).collect()
}

fn first_table(reading: &Reading) -> &TableBlock {
    let mut tables = blocks(reading).iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.next().expect("a table")
}

#[test]
fn text_is_what_a_browser_shows() {
    for (html, want) in [
        ("<p>Kế\n  hoạch&nbsp;năm <b>2027</b></p>", vec!["Kế hoạch năm 2027"]),
        ("<p>một<p>hai<div>ba</div>bốn", vec!["một", "hai", "ba", "bốn"]),
        ("<p>một<br>hai<br/><br>ba</p>", vec!["một / hai", "ba"]),
        ("<pre>một\n hai</pre>", vec!["một / hai"]),
        ("<p>K&#7871; ho&#x1EA1;ch &amp; m<sup>2</sup></p>", vec!["Kế hoạch & m2"]),
        ("<p>Ke\u{302}\u{301} nông\u{ad}nghiệp</p>", vec!["Kế nôngnghiệp"]),
        ("<style>p{}</style><script>if (a<b) x='<p>không'</script><p>có</p>", vec!["có"]),
        ("<title>tên</title><p>có<span style='display: none'>ẩn</span></p>", vec!["có"]),
        (
            "<ul><li>một<li>hai<ol type=a><li>ba<li value=4>bốn</ol></ul>",
            vec!["một", "hai", "a. ba", "d. bốn"],
        ),
        (
            "<ol start=3><li><p>ba</p><p>thêm</p></li><li>bốn</li></ol>",
            vec!["3. ba", "thêm", "4. bốn"],
        ),
        ("<dl><dt>Tên<dd>nghĩa</dl>", vec!["Tên", "nghĩa"]),
        ("a <!-- <p>b --> c", vec!["a c"]),
        ("</p></div><p>x</b></p>", vec!["x"]),
    ] {
        assert_eq!(shown(html), want, "{html}");
    }
}

#[test]
fn looks_are_inherited() {
    let html = "<h2 style='text-align:center'>ĐỀ MỤC</h2><div align=right><p><strong>đậm</strong></p></div>\
                <p><b>nửa</b> kia</p><ul><li>dấu</li></ul>";
    let reading = read(html);
    let styles: Vec<_> = blocks(&reading)
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) => {
                (p.style.heading, p.style.alignment, p.style.bold, p.style.bullet)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        styles,
        [
            (Some(2), Alignment::Centre, true, false),
            (None, Alignment::Right, true, false),
            (None, Alignment::Left, false, false),
            (None, Alignment::Left, false, true),
        ]
    );
    assert_eq!(reading.media_type, MediaType::Html);
}

#[test]
fn tables_keep_their_shape() {
    let html = "<table border=1><caption>Bảng 1</caption><thead><tr><th rowspan=2>TT<th colspan=2>Giao</tr>\
                <tr><th>Chủ trì<th>Phối hợp</tr></thead>\
                <tr><td>1<td>Thôn 1<br>Thôn 2<td></tr><tr><td>2<td rowspan=9>Xã</tr></table><p>sau";
    assert_eq!(
        shown(html),
        ["Bảng 1", "[TT|Giao][Chủ trì|Phối hợp][1|Thôn 1 / Thôn 2|][2|Xã]", "sau"]
    );
    let reading = read(html);
    let table = first_table(&reading);
    let shape: Vec<Vec<_>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|c| (c.column, c.column_span, c.row_span)).collect())
        .collect();
    assert_eq!(
        shape,
        [
            vec![(0, 1, 2), (1, 2, 1)],
            vec![(1, 1, 1), (2, 1, 1)],
            vec![(0, 1, 1), (1, 1, 1), (2, 1, 1)],
            vec![(0, 1, 1), (1, 1, 1)],
        ]
    );
    assert_eq!((table.header_rows, table.ruled), (2, true));
}

#[test]
fn tables_that_only_place_things_are_opened() {
    let inner = "<table border=1><tr><td>1<td>a<tr><td>2<td>b</table>";
    let html = format!("<table><tr><td><p>trái</p><td>{inner}<p>dưới</table>");
    assert_eq!(shown(&html), ["trái", "[1|a][2|b]", "dưới"]);
    assert_eq!(shown("<table><tr><td><p>một</p><p>hai</p></td></tr></table>"), ["một", "hai"]);
    let small = "<table border=1><tr><td>x<td><table><tr><td>y<td>z</table></table>";
    assert_eq!(shown(small), ["[x|y // z]"]);
    let letterhead = "<table><tr><td>UBND XÃ<td>CỘNG HÒA</table>";
    assert!(!first_table(&read(letterhead)).ruled);
}

#[test]
fn menus_are_kept_apart_and_nothing_is_lost() {
    let link = |i: usize| format!("<li><a href='/muc-{i}'>Mục {i}</a></li>");
    let links = |count: usize| (0..count).map(link).collect::<Vec<_>>().concat();
    let html = format!(
        "<html><body><nav><a href=/>Trang chủ</a></nav><div class='main menu'>Giới thiệu</div><ul>{}</ul>\
         <p>Kế hoạch trồng rừng của xã năm nay có các nội dung sau đây, gồm hai phần</p>\
         <ul>{}</ul><p>hết</p><div id=sidebar>Tin khác</div></body></html>",
        links(6),
        links(2)
    );
    let reading = read(&html);
    assert_eq!(
        shown(&html),
        [
            "Kế hoạch trồng rừng của xã năm nay có các nội dung sau đây, gồm hai phần",
            "Mục 0",
            "Mục 1",
            "hết"
        ]
    );
    let apart: Vec<&str> = reading.annotations.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(apart.len(), 9);
    assert!(
        apart.contains(&"Trang chủ") && apart.contains(&"Mục 5") && apart.contains(&"Tin khác")
    );
}

#[test]
fn a_document_inside_what_is_called_a_menu_is_read() {
    let text = "Kế hoạch trồng rừng của xã năm nay ".repeat(20);
    let html = format!("<div class=menu><p>{text}</p></div>");
    assert_eq!(shown(&html), [text.trim()]);
}

#[test]
fn contents_that_lead_into_the_page_are_no_menu() {
    let line = |i: usize| format!("<p><a href='#c{i}'>Chương {i}</a></p>");
    let lines: Vec<String> = (1..8).map(line).collect();
    assert_eq!(shown(&lines.concat()).len(), 7);
}

#[test]
fn old_fonts_are_decoded_by_name_and_by_what_they_spell() {
    assert_eq!(
        shown(
            "<p><font face='.VnTime'>KÕ ho&#185;ch</font> và <font face='.VnTimeH'>x·</font></p>"
        ),
        ["Kế hoạch và XÃ"]
    );
    assert_eq!(shown("<p style='font-family:\"VNI-Times\"'>Keá hoaïch</p>"), ["Kế hoạch"]);
    let unnamed = "<html><p>KÕ ho¹ch trång rõng cña x· n¨m nay</p><p>ñy ban nh©n d©n</p>";
    assert_eq!(shown(unnamed), ["Kế hoạch trồng rừng của xã năm nay", "ủy ban nhân dân"]);
}

#[test]
fn hostile_pages_end_and_say_so() {
    let deep =
        format!("{}x{}", "<div><table><tr><td>".repeat(50_000), "</td></div>".repeat(50_000));
    assert_eq!(shown(&deep), ["x"]);
    let wide = "<table><tr><td colspan=99999 rowspan=0>a<td>b</table>";
    assert_eq!(first_table(&read(&format!("{wide}{wide}"))).rows[0].len(), 1);
    let limits = Limits { tags: 10, ..Limits::default() };
    let error = read_html("<b>".repeat(11).as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), "text-limit");
    assert!(read_html("<b>".repeat(10).as_bytes(), &limits).is_ok());
    let small = Limits { bytes: 3, ..Limits::default() };
    assert_eq!(read_html(b"<p>x", &small).unwrap_err().code(), "text-limit");
    assert_eq!(read_html(b"\x89PNG\0", &Limits::default()).unwrap_err(), PlainError::Binary);
    for broken in [
        "<",
        "<!",
        "<a",
        "<a href='",
        "&",
        "&#",
        "&#x110000;",
        "<table><tr>",
        "<td>",
        "</table>",
        "<script>",
    ] {
        let found = shown(broken);
        assert!(found.len() <= 1, "{broken}: {found:?}");
    }
}

#[test]
fn a_page_of_pictures_says_so() {
    let reading = read("<html><body><img src=a.jpg></body></html>");
    assert_eq!(reading.notes.len(), 1);
    assert!(looks_like_html(b"<html><body>"));
}
