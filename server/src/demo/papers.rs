//! The papers of the demonstration: small files, the same every time, about nobody.

use domain::code::AttachmentKind;
use std::fmt::Write as _;
use store::office::Upload;

/// A paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// 苦情申出書 (A26).
    Form,
    /// A picture of an identity paper (A27).
    Identity,
    /// What a member hands in with its reply (B32).
    Report,
}

/// A drawing of a card with nobody's name on it.
const CARD: &[u8] = include_bytes!("card.png");

const REPORT: &str = "調査の経過(デモ用の架空の資料です)\n\n\
    1. 申出のあった記録を確認した。\n\
    2. 担当部署から聴取した。\n\
    3. 再発防止の手順を改めた。\n";

impl Sheet {
    /// The file as somebody would send it.
    pub(super) fn upload(self) -> Upload {
        let (kind, name, bytes) = match self {
            Self::Form => (AttachmentKind::Form, "苦情申出書.pdf", form()),
            Self::Identity => (AttachmentKind::Identity, "本人確認書類.png", CARD.to_vec()),
            Self::Report => (
                AttachmentKind::Reply,
                "調査経過.txt",
                REPORT.as_bytes().to_vec(),
            ),
        };
        Upload {
            kind,
            name: name.to_owned(),
            bytes,
        }
    }
}

/// A PDF of one page. Its only font has no Japanese letters, so it speaks English.
fn form() -> Vec<u8> {
    let text = "BT /F1 18 Tf 72 760 Td (Complaint form - demonstration, fictional) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (n, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let at = pdf.len();
    let size = objects.len() + 1;
    pdf.push_str(&table);
    let _ = write!(
        pdf,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    );
    pdf.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::attachment::recognise;

    #[test]
    fn every_paper_is_taken() {
        for paper in [Sheet::Form, Sheet::Identity, Sheet::Report] {
            let upload = paper.upload();
            assert!(recognise(&upload.name, &upload.bytes).is_ok(), "{paper:?}");
        }
    }
}
