//! Random tables with their truth.

/// The next numbers of a seed (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True in `share` of a hundred.
    pub(crate) fn chance(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// What may stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Key,
    Task,
    Body,
    Others,
    Outcome,
    Time,
    Money,
    Note,
}

/// A row: a group's title and a sum have their words in one cell.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) group: bool,
    /// How many rows the third cell covers; 0 where a cell above covers it.
    pub(crate) lead_span: usize,
}

/// A table as it was meant.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) names: Vec<String>,
    /// Two columns under one name: the first of them and the name.
    pub(crate) over: Option<(usize, String)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) widths: Vec<usize>,
}

impl Table {
    /// The names as they are published: the upper name first.
    pub(crate) fn columns(&self) -> Vec<String> {
        let name = |(at, name): (usize, &String)| match &self.over {
            Some((first, over)) if at == *first || at == first + 1 => format!("{over} {name}"),
            _ => name.clone(),
        };
        self.names.iter().enumerate().map(name).collect()
    }
}

/// What a table may have besides plain rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wish {
    pub(crate) groups: bool,
    pub(crate) merged: bool,
    pub(crate) two_rows: bool,
    pub(crate) empty: bool,
    pub(crate) long: bool,
}

const DEEDS: [&str; 10] = [
    "Rà soát",
    "Lắp đặt",
    "Tu bổ",
    "Tổ chức lớp về",
    "Khảo sát",
    "Nạo vét",
    "Thay mới",
    "Kiểm kê",
    "Biên soạn tài liệu về",
    "Trồng bổ sung",
];
const THINGS: [&str; 12] = [
    "tuyến kênh tưới cánh đồng phía tây",
    "hệ thống đèn đường các xóm",
    "tủ sách thiếu nhi tại nhà văn hóa",
    "cầu treo bắc qua suối Nậm",
    "giếng nước dùng chung của khu chợ",
    "vườn ươm cây bản địa",
    "bảng tin điện tử ở trụ sở",
    "nghề đan lát cho lao động nông nhàn",
    "đàn trâu bò trước mùa rét",
    "hồ sơ đất rừng giao cho cộng đồng",
    "bếp ăn bán trú của điểm trường lẻ",
    "mạng không dây tại bến thuyền",
];
const ENDS: [&str; 6] = [
    "",
    "",
    "trên địa bàn xã",
    "trước khi vào mùa mưa lũ",
    "theo danh mục đã được thông qua tại kỳ họp",
    "bảo đảm an toàn và đúng thiết kế",
];
const BODIES: [&str; 8] = [
    "Phòng Kinh tế",
    "Văn phòng HĐND và UBND xã",
    "Trạm Y tế",
    "Công an xã",
    "Phòng Văn hóa - Xã hội",
    "Các trường học",
    "Hội Nông dân",
    "Trung tâm Dịch vụ tổng hợp",
];
const OUTCOMES: [&str; 6] = [
    "Báo cáo kết quả",
    "Danh sách được duyệt",
    "Công trình hoàn thành",
    "Biên bản nghiệm thu",
    "Kế hoạch của UBND xã",
    "Hồ sơ được số hóa",
];
const TIMES: [&str; 7] = [
    "Quý II/2027",
    "Tháng 9/2027",
    "Thường xuyên",
    "Năm 2027",
    "Trước ngày 15/8/2027",
    "2027-2029",
    "Hằng quý",
];
const GROUPS: [&str; 6] = [
    "HẠ TẦNG THIẾT YẾU",
    "ĐỜI SỐNG VĂN HÓA",
    "SẢN XUẤT, SINH KẾ",
    "Bảo vệ môi trường nông thôn",
    "Nâng cao năng lực cán bộ",
    "GIÁO DỤC, Y TẾ",
];

/// A table of 3 to 7 columns.
pub(crate) fn table(dice: &mut Dice, wish: Wish) -> Table {
    use Kind::{Body, Key, Money, Note, Others, Outcome, Task, Time};
    let shapes: [&[Kind]; 5] = [
        &[Key, Task, Body],
        &[Key, Task, Body, Time],
        &[Key, Task, Body, Others, Time],
        &[Key, Task, Body, Money, Note],
        &[Key, Task, Body, Others, Outcome, Time],
    ];
    let mut kinds = shapes[dice.below(shapes.len())].to_vec();
    let mut over = None;
    if wish.two_rows {
        kinds = vec![Key, Task, Body, Money, Money];
        over = Some((3, "Kinh phí (triệu đồng)".to_owned()));
    }
    let names: Vec<String> = kinds.iter().enumerate().map(|(i, kind)| name(*kind, i)).collect();
    let widths = kinds.iter().map(|kind| width(dice, *kind)).collect();
    let count = if wish.long { 24 + dice.below(20) } else { 3 + dice.below(7) };
    let mut rows = Vec::new();
    let (mut number, mut group) = (0, 0);
    for i in 0..count {
        if wish.groups && (i == 0 || dice.chance(20)) && group < GROUPS.len() {
            let mut cells = vec![String::new(); kinds.len()];
            ["I", "II", "III", "IV", "V", "VI"][group].clone_into(&mut cells[0]);
            GROUPS[group].clone_into(&mut cells[1]);
            rows.push(Row { cells, group: true, lead_span: 1 });
            (group, number) = (group + 1, 0);
        }
        number += 1;
        let cells = kinds.iter().map(|kind| cell(dice, *kind, number, wish)).collect();
        rows.push(Row { cells, group: false, lead_span: 1 });
    }
    if wish.merged {
        merge(dice, &mut rows);
    }
    Table { kinds, names, over, rows, widths }
}

/// Two rows after each other share their body now and then.
fn merge(dice: &mut Dice, rows: &mut [Row]) {
    for i in 1..rows.len() {
        let free = !rows[i].group && !rows[i - 1].group && rows[i - 1].lead_span == 1;
        if free && dice.chance(30) {
            let shared = rows[i - 1].cells[2].clone();
            rows[i].cells[2] = shared;
            rows[i].lead_span = 0;
            rows[i - 1].lead_span = 2;
        }
    }
}

fn name(kind: Kind, at: usize) -> String {
    match kind {
        Kind::Key => "TT",
        Kind::Task => "Nội dung công việc",
        Kind::Body => "Đơn vị chủ trì",
        Kind::Others => "Đơn vị phối hợp",
        Kind::Outcome => "Kết quả",
        Kind::Time => "Thời gian hoàn thành",
        Kind::Money if at == 4 => "Năm 2028",
        Kind::Money if at == 3 => "Kinh phí",
        Kind::Money => "Số tiền",
        Kind::Note => "Ghi chú",
    }
    .to_owned()
}

/// Characters.
fn width(dice: &mut Dice, kind: Kind) -> usize {
    match kind {
        Kind::Key => 4,
        Kind::Task => 26 + dice.below(14),
        Kind::Body | Kind::Others => 16 + dice.below(8),
        Kind::Outcome => 15 + dice.below(6),
        Kind::Time => 13 + dice.below(8),
        Kind::Money => 13,
        Kind::Note => 12,
    }
}

fn cell(dice: &mut Dice, kind: Kind, number: usize, wish: Wish) -> String {
    let empty = wish.empty && dice.chance(25);
    match kind {
        Kind::Key => number.to_string(),
        Kind::Task => {
            let words = [dice.pick(&DEEDS), dice.pick(&THINGS), dice.pick(&ENDS)];
            words.join(" ").trim().to_owned()
        }
        Kind::Body => dice.pick(&BODIES).to_owned(),
        _ if empty => String::new(),
        Kind::Others => {
            let (first, second) = (dice.pick(&BODIES), dice.pick(&BODIES));
            if dice.chance(40) { format!("{first}; {second}") } else { first.to_owned() }
        }
        Kind::Outcome => dice.pick(&OUTCOMES).to_owned(),
        Kind::Time => dice.pick(&TIMES).to_owned(),
        Kind::Money => format!("{}.{:03}", 1 + dice.below(900), 10 * dice.below(100)),
        Kind::Note => if dice.chance(30) { "Vốn huy động" } else { "" }.to_owned(),
    }
}
