//! The verdict as people read it, in Japanese and English.

use super::{Failure, State, Trust, Verdict};
use std::fmt::{self, Write as _};

fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Ok => ("適合", "ok"),
        State::Failed => ("不適合", "FAILED"),
        State::Diverged => ("分岐", "DIVERGED"),
        State::NotAsked => ("未実施(比較するものが渡されていません)", "not asked"),
        State::NothingToCompare => ("対象なし", "nothing to compare"),
    }
}

fn name(check: &str) -> &'static str {
    match check {
        "INTEGRITY" => "完全性(改ざんがないこと)",
        "AUTHENTICITY" => "真正性(署名)",
        "ANCHOR" => "外部の記録との一致",
        "TIME" => "時刻",
        _ => "網羅性(期限の再計算)",
    }
}

fn failure_ja(code: &str) -> &'static str {
    match code {
        "container" => "zip のバイト列が正規の形と異なります",
        "bag" => "BagIt の形になっていません",
        "sheet.figures" => "表紙の件数・ハッシュが記録と一致しません",
        "bag.info" => "bag-info.txt の値が記録と一致しません",
        "manifest" => "マニフェストが壊れているか、ありません",
        "file.digest" => "ファイルの SHA-256 がマニフェストと一致しません",
        "file.missing" => "マニフェストにあるファイルがありません",
        "file.unlisted" => "マニフェストにないファイルがあります",
        "codes" => "コード表を読めません",
        "prefix" => "前年度までの台帳の要約を読めません",
        "record" => "記録の形、番号、連鎖のいずれかが正しくありません",
        "record.event" => "記録の内容を読めません",
        "document" => "規則又は暦の文書を読めません",
        "document.missing" => "記録が指す規則又は暦の文書がありません",
        "workbook" => "ledger.xlsx を読めません",
        "sheet.chain" => "シートの行の連鎖が切れています",
        "sheet.cover" => "シートが表紙の行数・ハッシュと一致しません",
        "sheet.unlisted" => "表紙にないシートがあります",
        "sheet.missing" => "表紙にあるシートがありません",
        "sheet.records" => "シート「記録」が記録と一致しません",
        "deadline.document" => "期限の規則又は暦がありません",
        "deadline.differs" => "期限が規則からの再計算と一致しません",
        "deadline.not_started" => "開始の記録がない期限です",
        "step.missing" => "到来した督促・上申の記録がありません",
        "step.unplanned" => "到来していない督促・上申の記録があります",
        "anchor" => "手元の台帳の記録と一致しません",
        _ => "確認できません",
    }
}

fn place(failure: &Failure) -> String {
    let place = &failure.place;
    let parts = [
        place.file.clone(),
        place.offset.map(|at| format!("byte {at}")),
        place.record.map(|seq| format!("record {seq}")),
        place.sheet.clone(),
        place.row.map(|row| format!("row {row}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn write_failure(f: &mut fmt::Formatter<'_>, bad: &Failure, first: bool) -> fmt::Result {
    let lead = if first {
        "最初の箇所 first"
    } else {
        "ほかに also"
    };
    writeln!(f, "    {lead}: {}", place(bad))?;
    writeln!(f, "      {} / {}", failure_ja(bad.code), bad.what)?;
    if let Some(expected) = &bad.expected {
        writeln!(f, "      期待 expected {expected}")?;
    }
    if let Some(actual) = &bad.actual {
        writeln!(f, "      実際 actual   {actual}")?;
    }
    Ok(())
}

fn trust(item: &Trust) -> String {
    match item {
        Trust::Everything => "すべて / everything".to_owned(),
        Trust::Files => {
            "マニフェストにあるすべてのファイル / every file in the manifests".to_owned()
        }
        Trust::File(name) => format!("ファイル / file {name}"),
        Trust::Records(from, to) => {
            format!("記録 {from} から {to} までの連鎖 / the chain of records {from} to {to}")
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self.exit_code() {
            0 => ("すべて確認できました。", "All that was asked for holds."),
            10 => (
                "内容に誤りは見つかりませんでしたが、外部の記録と比べられませんでした。",
                "Sound, but no anchor was found.",
            ),
            20 => (
                "内容に誤りは見つかりませんでしたが、外部から比較するものが渡されていません。",
                "Sound, but nothing from outside was given to compare with.",
            ),
            30 => (
                "手元の記録と分岐しています。",
                "Diverged from the known head.",
            ),
            _ => ("誤りが見つかりました。", "A verdict failed."),
        };
        writeln!(f, "{}\n{} {}\n", self.path, sentence.0, sentence.1)?;
        for (check, found) in self.checks() {
            let (ja, en) = state(found.state);
            writeln!(f, "{check:<13} {ja} / {en}  {}", name(check))?;
            let others = found.also_bad.iter();
            for (at, bad) in found.first_bad.iter().chain(others).enumerate() {
                write_failure(f, bad, at == 0)?;
            }
            if found.bad > 0 {
                writeln!(f, "    計 {} 件 in all", found.bad)?;
            }
            if let Some(note) = &found.note {
                writeln!(f, "    {note}")?;
            }
        }
        let counts = &self.counts;
        writeln!(
            f,
            "\nファイル files {}, 記録 records {}, シート sheets {}, 行 rows {}, 期限 deadlines {}, 督促・上申 steps {}",
            counts.files,
            counts.records,
            counts.sheets,
            counts.rows,
            counts.deadlines,
            counts.steps
        )?;
        let mut facts = String::new();
        if let (Some(size), Some(root)) = (self.facts.size, self.facts.root) {
            let _ = write!(facts, "件数 size {size}, ルートハッシュ root {root}");
        }
        if !facts.is_empty() {
            writeln!(f, "{facts}")?;
        }
        if self.exit_code() == 40 {
            writeln!(f, "なお信頼できるもの / what remains trustworthy:")?;
            for item in &self.trustworthy {
                writeln!(f, "    {}", trust(item))?;
            }
            if self.trustworthy.is_empty() {
                writeln!(f, "    なし / nothing")?;
            }
        }
        Ok(())
    }
}
