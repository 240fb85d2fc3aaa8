//! Who issued what is cited.

use super::{check, read, relations};

#[test]
fn an_office_and_its_government_issue_each_their_own() {
    check(
        &[
            "Thực hiện ý kiến của Thủ tướng Chính phủ tại Công văn số 88/VPCP-NN ngày 03/02/2027; theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 6/TTr-SNV ngày 04/02/2027; của Sở Tư pháp tại Báo cáo số 7/BC-STP ngày 05/02/2027.",
        ],
        &[
            "Công văn | 88/VPCP-NN | 2027-02-03 | - | - | 1",
            "Tờ trình | 6/TTr-SNV | 2027-02-04 | Giám đốc Sở Nội vụ | - | 1",
            "Báo cáo | 7/BC-STP | 2027-02-05 | Sở Tư pháp | - | 1",
        ],
    );
}

#[test]
fn bodies_of_party_committees_keep_the_committee() {
    check(
        &[
            "Thực hiện Công văn số 112-CV/BTGDVTU ngày 01/8/2026 của Ban Tuyên giáo và Dân vận Tỉnh ủy; Hướng dẫn số 05-HD/BTCTU ngày 02/8/2026 của Ban Tổ chức Tỉnh ủy Lào Cai về công tác đảng viên.",
        ],
        &[
            "Công văn | 112-CV/BTGDVTU | 2026-08-01 | Ban Tuyên giáo và Dân vận Tỉnh ủy | - | 1",
            "Hướng dẫn | 05-HD/BTCTU | 2026-08-02 | Ban Tổ chức Tỉnh ủy Lào Cai | về công tác đảng viên | 1",
        ],
    );
}

#[test]
fn ministries_that_issue_together_are_all_named() {
    check(
        &[
            "Căn cứ Thông tư liên tịch số 9/2027/TTLT-BYT-BNV ngày 03/02/2027 của Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Nội vụ hướng dẫn việc trực đêm;",
        ],
        &[
            "Thông tư liên tịch | 9/2027/TTLT-BYT-BNV | 2027-02-03 | Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Nội vụ | hướng dẫn việc trực đêm | 1",
        ],
    );
}

#[test]
fn a_council_goes_by_what_it_examines() {
    let found = relations(&[
        "Xét Tờ trình số 88/TTr-UBND ngày 05/12/2026 của UBND xã về việc mở chợ; Báo cáo số 12/BC-BPC ngày 10/12/2026 của Ban Pháp chế;",
        "Đề nghị xem xét Tờ trình số 7/TTr-PKT ngày 03/01/2027 của Phòng Kinh tế.",
    ]);
    let relations: Vec<_> = found.iter().map(|(_, relation)| relation.as_deref()).collect();
    assert_eq!(relations, [Some("xét"), Some("xét"), None]);
}

#[test]
fn a_board_for_a_numbered_project_is_a_body() {
    let found = read(&["Ban Quản lý Dự án 12 rà soát mặt bằng; Dự án 27 đã bàn giao."]);
    let numbers: Vec<_> = found.iter().map(|r| r.number.as_deref()).collect();
    assert_eq!(numbers, [Some("27")]);
}

#[test]
fn what_a_colon_lists_by_number_alone_has_the_issuer_before_it() {
    check(
        &[
            "Căn cứ các Quyết định của Giám đốc Sở Y tế: Số 12/QĐ-SYT ngày 03/02/2027 về việc lập tổ trực; số 15/QĐ-SYT ngày 04/02/2027 về việc tập huấn.",
        ],
        &[
            "Quyết định | 12/QĐ-SYT | 2027-02-03 | Giám đốc Sở Y tế | về việc lập tổ trực | 1",
            "Quyết định | 15/QĐ-SYT | 2027-02-04 | Giám đốc Sở Y tế | về việc tập huấn | 1",
        ],
    );
    // Another body's number does not belong to the list.
    check(
        &[
            "Căn cứ các Quyết định của Giám đốc Sở Y tế: Số 12/QĐ-SYT ngày 03/02/2027; số 9/KH-PVH ngày 05/02/2027.",
        ],
        &[
            "Quyết định | 12/QĐ-SYT | 2027-02-03 | Giám đốc Sở Y tế | - | 1",
            "Kế hoạch | 9/KH-PVH | 2027-02-05 | - | - | 1",
        ],
    );
}

#[test]
fn an_issuer_ends_where_something_stays_as_it_is() {
    check(
        &[
            "Nội dung khác tại Quyết định số 45/QĐ-SYT ngày 03/02/2027 của Giám đốc Sở Y tế không thay đổi.",
        ],
        &["Quyết định | 45/QĐ-SYT | 2027-02-03 | Giám đốc Sở Y tế | - | 1"],
    );
    check(
        &[
            "Theo đề nghị của Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh tại Tờ trình số 77/TTr-BCH ngày 03/02/2027.",
        ],
        &["Tờ trình | 77/TTr-BCH | 2027-02-03 | Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh | - | 1"],
    );
}
