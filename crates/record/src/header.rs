//! The formal parts of an administrative document (Nghị định 30/2020/NĐ-CP, annex I).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::At;

/// Thể thức văn bản: who issued what, when, signed by whom, sent to whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Tên loại văn bản, first letter capital (`Kế hoạch`).
    pub doc_type: Option<String>,
    /// Số, digits as written with their zeros; `null` while left blank.
    pub number: Option<String>,
    /// Số và ký hiệu (`67/KH-UBND`); `null` while the number is left blank.
    pub symbol: Option<String>,
    /// Ký hiệu alone (`KH-UBND`), known even when the number is blank.
    pub symbol_suffix: Option<String>,
    /// Cơ quan ban hành, with its place name.
    pub issuer: Option<String>,
    /// Địa danh: where it was issued.
    pub place: Option<String>,
    /// Thời gian ban hành, ISO date.
    pub date: Option<String>,
    /// Trích yếu nội dung, without the type.
    pub title: Option<String>,
    /// The year the plan is for.
    pub plan_year: Option<i32>,
    /// Người ký.
    pub signer: Option<String>,
    /// Chức vụ (`PHÓ CHỦ TỊCH`).
    pub signer_position: Option<String>,
    /// Quyền hạn ký (`KT. CHỦ TỊCH`).
    pub signing_authority: Option<String>,
    /// Thay mặt (`TM. ỦY BAN NHÂN DÂN`).
    pub on_behalf_of: Option<String>,
    /// Nơi nhận, in order.
    pub recipients: Vec<String>,
    /// Độ khẩn (`KHẨN`, `THƯỢNG KHẨN`, `HỎA TỐC`).
    #[serde(default)]
    pub urgency: Option<String>,
    /// Độ mật (`MẬT`, `TỐI MẬT`, `TUYỆT MẬT`).
    #[serde(default)]
    pub secrecy: Option<String>,
    /// Văn bản ban hành kèm theo: the document that this one promulgates.
    #[serde(default)]
    pub attached: Option<AttachedDocument>,
    /// Place of each field that was read, by field name.
    #[serde(default)]
    pub at: BTreeMap<String, At>,
    /// 0 to 1.
    #[serde(default)]
    pub confidence: f32,
}

/// A document promulgated by a decision, in the same file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AttachedDocument {
    /// Tên loại.
    pub doc_type: String,
    /// Trích yếu.
    pub title: String,
    /// Where its title stands.
    pub at: At,
}
