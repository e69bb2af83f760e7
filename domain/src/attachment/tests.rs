//! Tables: what is taken and what is not, and why.

use super::*;
use rstest::rstest;

const PDF: &str =
    "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0....";

fn archive_end() -> Vec<u8> {
    [b"PK\x05\x06".as_slice(), &[0; 18]].concat()
}

fn code(name: &str, bytes: &[u8]) -> &'static str {
    recognise(name, bytes).map_or_else(|refusal| refusal.code, Media::code)
}

#[rstest]
#[case("a.pdf", PDF.as_bytes(), "pdf")]
#[case("A.PDF", PDF.as_bytes(), "pdf")]
#[case("写真.jpeg", JPEG, "jpeg")]
#[case("写真.JPG", JPEG, "jpeg")]
#[case("a.png", PNG, "png")]
#[case("経過.txt", "6月1日\r\n電話".as_bytes(), "text")]
#[case("bom.txt", "\u{feff}経過".as_bytes(), "text")]
#[case("cp932.txt", b"\x93\xfa\x96{\x8c\xea", "text")]
#[case("less.txt", b"1 < 2 and <3", "text")]
// Neither kind nor extension that is taken.
#[case("a.docx", PDF.as_bytes(), "attachment.kind_of_file")]
#[case("a.svg", b"<svg/>", "attachment.kind_of_file")]
#[case("a.pdf.exe", PDF.as_bytes(), "attachment.kind_of_file")]
#[case("a.txt", b"", "attachment.empty")]
// Name and bytes disagree.
#[case("a.pdf", b"PK\x03\x04zip", "attachment.disagree")]
#[case("a.png", JPEG, "attachment.disagree")]
#[case("a.txt", PDF.as_bytes(), "attachment.disagree")]
#[case("a.pdf", b"\n%PDF-1.7\n%%EOF", "attachment.disagree")]
#[case("a.jpg", b"<html>", "attachment.disagree")]
// Text that is none.
#[case("a.txt", b"a\0b", "attachment.text_encoding")]
#[case("a.txt", b"MZ\x90\x00\x03", "attachment.text_encoding")]
#[case("a.txt", b"\xff\xfea\x00", "attachment.text_encoding")]
#[case("a.txt", b"\x1b[31mred", "attachment.text_encoding")]
#[case("a.txt", b"<HTML><Script>alert(1)</Script>", "attachment.text_markup")]
#[case("a.txt", b"<?PHP system('ls');", "attachment.text_markup")]
fn name_and_bytes_say_what_it_is(#[case] name: &str, #[case] bytes: &[u8], #[case] wanted: &str) {
    assert_eq!(code(name, bytes), wanted, "{name}");
}

#[test]
fn no_second_file_hides_inside() {
    let with = |first: &[u8], second: &[u8]| [first, second].concat();
    let archive = archive_end();
    for (name, bytes) in [
        ("a.pdf", with(PDF.as_bytes(), &archive)),
        ("a.png", with(PNG, &archive)),
        ("a.jpg", with(JPEG, &archive)),
        ("a.jpg", with(JPEG, b"..%PDF-1.4..")),
        ("a.png", with(PNG, PDF.as_bytes())),
        // The end mark of the PDF inside the archive's comment.
        ("a.pdf", with(&with(b"%PDF-1.7\n", &archive), b"\n%%EOF")),
    ] {
        assert_eq!(code(name, &bytes), "attachment.two_files", "{name}");
    }
    let behind = with(PDF.as_bytes(), b"MZ");
    assert_eq!(code("a.pdf", &behind), "attachment.pdf_end");
    let padded = with(PDF.as_bytes(), b"\r\n\0\0");
    assert_eq!(code("a.pdf", &padded), "pdf");
}

#[rstest]
#[case("/S /JavaScript /JS (app.alert(1))", "attachment.pdf_active")]
#[case("/S /J#61vaScript", "attachment.pdf_active")]
#[case("/S/Launch/F(cmd.exe)", "attachment.pdf_active")]
#[case("/Type /EmbeddedFile", "attachment.pdf_active")]
#[case("/Names << /EmbeddedFiles 5 0 R >>", "attachment.pdf_active")]
#[case("/Encrypt 9 0 R", "attachment.pdf_locked")]
#[case("/LaunchDate (x) /JavaScripts /Encrypted", "pdf")]
#[case("(price / piece) / /", "pdf")]
fn a_pdf_runs_nothing_and_hides_nothing(#[case] inside: &str, #[case] wanted: &str) {
    let pdf = PDF.replace("/Type /Catalog", inside);
    assert_eq!(code("a.pdf", pdf.as_bytes()), wanted);
}

#[rstest]
#[case(" 資料.pdf ", Some("資料.pdf"))]
#[case("か\u{3099}.pdf", Some("が.pdf"))]
#[case("..pdf", None)]
#[case(".pdf", None)]
#[case("pdf", None)]
#[case("", None)]
#[case("../../etc/passwd.pdf", None)]
#[case("C:\\Users\\x.pdf", None)]
#[case("a\u{202e}fdp.exe.pdf", None)]
#[case("a\nb.pdf", None)]
#[case("a\0.pdf", None)]
fn a_name_is_a_name(#[case] name: &str, #[case] wanted: Option<&str>) {
    assert_eq!(clean_name(name).ok().as_deref(), wanted);
}

#[test]
fn a_long_name_keeps_its_extension() {
    let name = clean_name(&format!("{}.pdf", "長".repeat(300))).unwrap();
    assert_eq!(name.chars().count(), 120);
    assert!(name.ends_with("長.pdf"));
    assert!(clean_name(&format!("a.{}", "x".repeat(300))).is_err());
}

#[test]
fn the_largest_picture_is_40_million_pixels() {
    for (width, height, fits) in [
        (1, 1, true),
        (8_000, 5_000, true),
        (8_000, 5_001, false),
        (12_000, 3_000, true),
        (12_001, 1, false),
        (0, 5, false),
        (40_000, 40_000, false),
        (u32::MAX, u32::MAX, false),
    ] {
        assert_eq!(fits_pixels(width, height).is_ok(), fits, "{width}x{height}");
    }
    let long = vec![b'a'; BYTES_AT_MOST + 1];
    assert_eq!(code("a.txt", &long), "attachment.too_large");
    assert_eq!(code("a.txt", &long[1..]), "text");
}

#[test]
fn what_is_written_down_is_read_again() {
    let file = AttachmentFile {
        bytes: 5,
        sha256: "ab".to_owned(),
    };
    assert_eq!(file.written(), r#"{"bytes":5,"sha256":"ab"}"#);
    assert_eq!(AttachmentFile::read(&file.written()), Some(file));
    assert_eq!(AttachmentFile::read(""), None);
}
