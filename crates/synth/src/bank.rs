//! Words that random plans are put together from.

pub(crate) const PEOPLE: [&str; 12] = [
    "Lò Văn Hặc",
    "Trịnh Quốc Bảo",
    "Hà Thị Mai Lan",
    "Nguyễn Đình Thắng",
    "Phan Thị Ngọc Ánh",
    "Bùi Hữu Phước",
    "Đặng Trung Kiên",
    "Vàng A Sình",
    "Lê Hoàng Yến",
    "Dương Minh Khôi",
    "Trần Thị Bích Thủy",
    "Võ Thành Nhân",
];

/// Place, kind of unit, province.
pub(crate) const PLACES: [(&str, &str, &str); 12] = [
    ("Mường Hum", "xã", "tỉnh Lào Cai"),
    ("Tân Hộ Cơ", "xã", "tỉnh Đồng Tháp"),
    ("Hướng Phùng", "xã", "tỉnh Quảng Trị"),
    ("Đạ Tẻh", "xã", "tỉnh Lâm Đồng"),
    ("Ô Môn", "phường", "thành phố Cần Thơ"),
    ("Bình Thuận", "phường", "tỉnh Tuyên Quang"),
    ("Sơn La", "tỉnh", "tỉnh Sơn La"),
    ("An Giang", "tỉnh", "tỉnh An Giang"),
    ("Gia Lai", "tỉnh", "tỉnh Gia Lai"),
    ("Cù Lao Dung", "xã", "thành phố Cần Thơ"),
    ("Thái Nguyên", "tỉnh", "tỉnh Thái Nguyên"),
    ("Cà Mau", "tỉnh", "tỉnh Cà Mau"),
];

/// What plans are about.
pub(crate) const FIELDS: [&str; 8] = [
    "cải cách hành chính",
    "chuyển đổi số",
    "giảm nghèo bền vững",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "xây dựng xã hội học tập",
    "chăm sóc sức khỏe người cao tuổi",
    "quản lý chất thải rắn sinh hoạt",
    "phát triển kinh tế tập thể",
];

pub(crate) const HEADINGS: [&str; 12] = [
    "Công tác chỉ đạo, điều hành",
    "Tuyên truyền, phổ biến đến Nhân dân",
    "Hoàn thiện quy chế, quy trình làm việc",
    "Đào tạo, bồi dưỡng đội ngũ",
    "Đầu tư trang thiết bị, cơ sở vật chất",
    "Huy động nguồn lực xã hội",
    "Kiểm tra, giám sát việc thực hiện",
    "Phối hợp giữa các ngành, các cấp",
    "Xây dựng và nhân rộng mô hình điểm",
    "Hỗ trợ hộ gia đình, cơ sở sản xuất",
    "Thống kê, báo cáo và lưu trữ số liệu",
    "Thi đua, khen thưởng",
];

pub(crate) const VERBS: [&str; 10] = [
    "Rà soát",
    "Tổ chức",
    "Hướng dẫn",
    "Xây dựng",
    "Kiện toàn",
    "Đẩy mạnh",
    "Theo dõi, đôn đốc",
    "Bố trí",
    "Cập nhật",
    "Lồng ghép",
];

pub(crate) const OBJECTS: [&str; 14] = [
    "đội ngũ cộng tác viên ở thôn, tổ dân phố",
    "quy trình tiếp nhận và trả lời kiến nghị của người dân",
    "danh mục công trình cần duy tu trước mùa mưa",
    "các lớp tập huấn ngắn ngày cho cán bộ cơ sở",
    "số liệu điều tra hộ gia đình theo từng địa bàn",
    "nguồn vốn vay ưu đãi qua Ngân hàng Chính sách xã hội",
    "hoạt động của các tổ, nhóm tự quản trong cộng đồng",
    "việc niêm yết công khai quy định tại trụ sở",
    "chương trình truyền thanh theo chuyên đề hằng tuần",
    "điều kiện làm việc của bộ phận trực tiếp tiếp dân",
    "kết quả kiểm tra đột xuất tại các đơn vị",
    "tủ sách, phòng đọc phục vụ học sinh và người lao động",
    "phương án bảo vệ hồ sơ, tài liệu khi có sự cố",
    "nội dung cam kết giữa người đứng đầu và đơn vị",
];

pub(crate) const ENDINGS: [&str; 8] = [
    "bảo đảm đúng người, đúng việc và có địa chỉ chịu trách nhiệm",
    "phù hợp với điều kiện thực tế của từng địa bàn",
    "tránh hình thức, chồng chéo giữa các đơn vị",
    "gắn với nhiệm vụ chuyên môn được giao hằng năm",
    "kịp thời phát hiện và xử lý những việc còn chậm",
    "để người dân dễ biết, dễ làm, dễ giám sát",
    "làm cơ sở đánh giá mức độ hoàn thành nhiệm vụ",
    "trong phạm vi dự toán đã được giao",
];

pub(crate) const INDICATORS: [&str; 14] = [
    "Tỷ lệ hồ sơ được giải quyết trước và đúng hạn",
    "Tỷ lệ thôn, tổ dân phố có tổ tự quản hoạt động thường xuyên",
    "Tỷ lệ hộ gia đình được tiếp cận nước sạch theo quy chuẩn",
    "Tỷ lệ trẻ em dưới 6 tuổi được theo dõi sức khỏe định kỳ",
    "Tỷ lệ cán bộ, công chức qua lớp bồi dưỡng nghiệp vụ",
    "Tỷ lệ rác thải sinh hoạt được phân loại tại nguồn",
    "Tỷ lệ kiến nghị của cử tri được trả lời bằng văn bản",
    "Tỷ lệ lao động có việc làm sau đào tạo nghề",
    "Tỷ lệ hộ nghèo có nhà ở kiên cố",
    "Tỷ lệ người cao tuổi được lập hồ sơ quản lý sức khỏe",
    "Tỷ lệ trường học có thư viện đạt chuẩn",
    "Tỷ lệ dân số tham gia bảo hiểm y tế",
    "Tỷ lệ tổ hợp tác có phương án sản xuất kinh doanh",
    "Tỷ lệ hộ dân ký cam kết phòng cháy, chữa cháy",
];

pub(crate) const BODIES_LOCAL: [&str; 8] = [
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Văn phòng HĐND và UBND",
    "Công an xã",
    "Trung tâm Phục vụ hành chính công",
    "Trạm Y tế",
    "Ban Chỉ huy Quân sự xã",
    "Các thôn, tổ dân phố",
];

pub(crate) const BODIES_PROVINCE: [&str; 10] = [
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ",
    "Văn phòng UBND tỉnh",
    "Công an tỉnh",
    "UBND các xã, phường",
    "Các sở, ban, ngành",
];

pub(crate) const RESULTS: [&str; 7] = [
    "Kế hoạch của UBND",
    "Báo cáo kết quả",
    "Quyết định được ban hành",
    "Hội nghị được tổ chức",
    "Danh sách được phê duyệt",
    "Biên bản kiểm tra",
    "Công trình đưa vào sử dụng",
];

pub(crate) const DEADLINES: [&str; 10] = [
    "q1/2026",
    "q2/2026",
    "q3/2026",
    "q4/2026",
    "y2026",
    "on",
    "m4/2026",
    "m11/2026",
    "d30/9/2026",
    "r2026-2030",
];

/// What the columns of a task table are called.
pub(crate) const TASK_COLUMNS: [[&str; 6]; 5] = [
    [
        "TT",
        "Nội dung nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Sản phẩm",
        "Thời gian hoàn thành",
    ],
    ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Kết quả", "Thời hạn"],
    ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Kết quả đạt được", "Tiến độ thực hiện"],
    [
        "STT",
        "Tên nhiệm vụ, giải pháp",
        "Cơ quan thực hiện",
        "Cơ quan phối hợp",
        "Sản phẩm dự kiến",
        "Thời gian thực hiện",
    ],
    ["TT", "Công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Sản phẩm, kết quả", "Lộ trình"],
];

/// Numbers of groups.
pub(crate) const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];
