//! How to check a package, in Japanese: the sheet 検証手順 and the file `VERIFY.ja.txt`.

use super::{bag_name, slice};
use crate::workbook::Cell;
use domain::chain::Hash;
use std::fmt::Write as _;

/// What to use, what to do, what must come out. `{bag}` stands for the folder's name.
const STEPS: &[(&str, &str, &str)] = &[
    (
        "sha256sum (Linux・macOS)",
        "展開した {bag} フォルダーで sha256sum -c manifest-sha256.txt と sha256sum -c tagmanifest-sha256.txt を実行する。",
        "すべての行が OK と表示される。",
    ),
    (
        "PowerShell (Windows)",
        "Get-FileHash -Algorithm SHA256 ファイル名 の値を manifest-sha256.txt の同じ行と比べる。",
        "大文字・小文字の違いを除いて一致する。",
    ),
    (
        "Python 3 (標準ライブラリのみ)",
        "{bag} フォルダーで python3 data/verify.py を実行する。",
        "OK と、範囲・ルートハッシュが表示される。誤りがあれば最初の記録番号が示される。",
    ),
    (
        "kigen",
        "kigen audit verify パッケージ.zip を実行する(データベースも設定も不要)。前年度の記録があれば --known-head を付ける。",
        "五つの判定と終了コードが表示される。",
    ),
    (
        "Excel",
        "シート「記録」で、2行目から下へ =IF(E3=F2,\"OK\",\"NG\") を空いた列に入れる。確認は必ず複製したファイルで行う(保存するとハッシュが変わるため)。",
        "すべて OK になる。",
    ),
    (
        "sha256sum (1件の抜取り)",
        "sed -n 1p data/records.ndjson | tr -d '\\n' | sha256sum を実行し、シート「記録」の該当行の sha256 と比べる。",
        "一致する。",
    ),
    (
        "行のハッシュ",
        "「記録」以外のシートの row_sha256 は、SHA-256(直前の行の row_sha256 の64文字 ‖ その行のセルの JSON 配列)。最初の行の直前は 0 を64個。日付は日数の数値、空のセルは null として数える。表紙に各シートの行数と最終行のハッシュがある。",
        "計算した値が一致し、最終行が表紙と一致する。",
    ),
];

/// What a check cannot show.
const LIMITS: &[&str] = &[
    "記録されなかった出来事、事実と異なる内容で期限内に記録された出来事は、この検証では分かりません。",
    "比較するものを外部から持ち込まない限り、台帳全体が作り直されていないことは証明できません。前年度に受け取った件数とルートハッシュを必ずお手元に保管してください。",
    "このパッケージに個人情報は含まれていません。個人に関する値は、塩を加えたハッシュだけが記録されています。",
];

/// The rows of 検証手順: number, tool, what to do, what comes out.
pub(crate) fn guide_rows(year: domain::time::FiscalYear) -> Vec<Vec<Cell>> {
    let bag = bag_name(year);
    let fill = |text: &str| Cell::text(text.replace("{bag}", &bag));
    let steps = STEPS
        .iter()
        .map(|(tool, action, result)| (*tool, *action, *result));
    let limits = LIMITS
        .iter()
        .map(|text| ("この検証で分からないこと", *text, ""));
    (1..)
        .zip(steps.chain(limits))
        .map(|(n, (tool, action, result))| {
            vec![Cell::Int(n), fill(tool), fill(action), fill(result)]
        })
        .collect()
}

/// The text beside the bag.
pub(crate) fn verify_text(
    job: &slice::Job<'_>,
    walked: &slice::Walked,
    tagmanifest_sha256: Hash,
) -> Vec<u8> {
    let bag = bag_name(job.year);
    let mut text = format!(
        "{} {}年度 監査パッケージの検証\n\n\
         記録の範囲          {} 以上 {} 未満 (前年度までの件数以上、この年度の末尾まで)\n\
         ルートハッシュ      {}\n\
         最終記録のハッシュ  {}\n\
         {} の SHA-256\n                    {}\n\n\
         上の値を監査報告書に書き写し、翌年度の検証に使ってください。\n\n",
        job.organisation,
        job.year,
        job.from,
        job.size,
        walked.range.root(),
        walked.link.last_sha256(),
        crate::bag::TAG_MANIFEST,
        tagmanifest_sha256,
    );
    for (n, (tool, action, result)) in (1..).zip(STEPS) {
        let _ = writeln!(text, "{n}. {tool}\n   {action}\n   → {result}\n");
    }
    text.push_str("この検証で分からないこと\n");
    for limit in LIMITS {
        let _ = writeln!(text, "・{limit}");
    }
    text.replace("{bag}", &bag).into_bytes()
}
