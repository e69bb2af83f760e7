//! How the sheets look: one font, thin borders, dates in the Japanese calendar.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Japanese dates in three parts by value, so that 2019 prints 元年: before 1 May 2019, the rest of
/// 2019, and from 2020.
const WAREKI: &str = "[$-411][<43586]ggge\"年\"m\"月\"d\"日\";\
                      [$-411][<43831]\"令和元年\"m\"月\"d\"日\";\
                      [$-411]ggge\"年\"m\"月\"d\"日\"";

/// The workbook's own format: 游ゴシック 11.
pub(super) fn base() -> Format {
    Format::new()
        .set_font_name("游ゴシック")
        .set_font_size(11)
        .set_font_charset(128)
}

/// The formats of cells.
pub(super) struct Formats {
    /// Titles.
    pub(super) title: Format,
    /// Texts up to 255 characters, kept as text when edited.
    pub(super) text: Format,
    /// Longer texts, which a text format would show as `####`, wrapped.
    pub(super) long: Format,
    /// Longer texts in a column of fixed width.
    pub(super) cut: Format,
    /// Texts that begin like a formula.
    pub(super) quoted: Format,
    /// Whole numbers.
    pub(super) int: Format,
    /// Dates.
    pub(super) date: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = base()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top);
        let wrapped = cell.clone().set_text_wrap();
        Self {
            title: cell
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E8_F1FE)),
            text: wrapped.clone().set_num_format("@"),
            quoted: wrapped.clone().set_quote_prefix(),
            long: wrapped,
            int: cell.clone().set_num_format("0"),
            date: cell.clone().set_num_format(WAREKI),
            cut: cell,
        }
    }
}
