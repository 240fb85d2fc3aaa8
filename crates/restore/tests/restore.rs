//! Whole sentences through the embedded model.

use vanban_restore::Restorer;

fn check(input: &str, want: &str) {
    assert_eq!(Restorer::embedded().restore_lines(input), want);
}

#[test]
fn stripped_lines_get_their_marks_back_line_for_line() {
    check(
        "Ke hoach chuyen doi so cua Uy ban nhan dan tinh\n\nnhiem vu trong tam nam 2027: dat 95%\n",
        "Kế hoạch chuyển đổi số của Ủy ban nhân dân tỉnh\n\nnhiệm vụ trọng tâm năm 2027: đạt 95%\n",
    );
}

#[test]
fn right_text_comes_back_byte_for_byte() {
    let text = "Căn cứ Luật Tổ chức chính quyền địa phương; số hoá 100% hồ sơ (VNeID), e-mail: vanthu@xa.gov.vn\n\
                Server của Cisco, gói Free wifi: 12.500.000đ.";
    check(text, text);
}
