//! The words of the demonstration: names that nobody bears, and what people say and write.

use super::dice::Dice;
use domain::code::{Category, Referral};

/// Family names with their kana; variants of characters that registers really contain.
const FAMILIES: [(&str, &str); 18] = [
    ("髙橋", "タカハシ"),
    ("山﨑", "ヤマザキ"),
    ("濵田", "ハマダ"),
    ("渡邉", "ワタナベ"),
    ("齋藤", "サイトウ"),
    ("吉田", "ヨシダ"),
    ("鈴木", "スズキ"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("德永", "トクナガ"),
    ("橋本", "ハシモト"),
    ("清水", "シミズ"),
    ("森", "モリ"),
    ("池田", "イケダ"),
    ("﨑山", "サキヤマ"),
    ("長谷川", "ハセガワ"),
    ("邊見", "ヘンミ"),
];

const GIVEN: [(&str, &str); 16] = [
    ("花子", "ハナコ"),
    ("太郎", "タロウ"),
    ("恵", "メグミ"),
    ("翔太", "ショウタ"),
    ("陽菜", "ヒナ"),
    ("大輔", "ダイスケ"),
    ("久美子", "クミコ"),
    ("直樹", "ナオキ"),
    ("さゆり", "サユリ"),
    ("健", "ケン"),
    ("美咲", "ミサキ"),
    ("誠", "マコト"),
    ("和子", "カズコ"),
    ("亮", "リョウ"),
    ("千尋", "チヒロ"),
    ("博", "ヒロシ"),
];

/// A person's name and its kana.
pub(super) fn person(dice: &mut Dice) -> (String, String) {
    let (family, family_kana) = dice.among(&FAMILIES).unwrap_or_default();
    let (given, given_kana) = dice.among(&GIVEN).unwrap_or_default();
    (
        format!("{family}　{given}"),
        format!("{family_kana}　{given_kana}"),
    )
}

/// How to reach a person: a telephone that nobody has, or an address of a reserved domain.
pub(super) fn contact(dice: &mut Dice) -> String {
    if dice.one_in(3) {
        format!("mousidenin{:04}@example.jp", dice.below(10_000))
    } else {
        format!("0{}0-0000-{:04}", dice.pick(9, &[8, 7]), dice.below(10_000))
    }
}

/// What a complaint is about, with what follows from it.
#[derive(Clone, Copy)]
pub(super) struct Topic {
    /// By the duty of the business.
    pub(super) category: Category,
    /// What the complainant says.
    pub(super) content: &'static str,
    /// What the member finds.
    pub(super) report: &'static str,
    /// What the member proposes.
    pub(super) proposal: &'static str,
}

const TOPICS: [Topic; 12] = [
    Topic {
        category: Category::Disclosure,
        content: "保有個人データの開示を請求したが、1か月以上たっても回答がない。",
        report: "請求書の受付後、担当部署への引継ぎが漏れていたことを確認しました。",
        proposal: "2週間以内に開示し、受付簿による進捗管理を始めます。",
    },
    Topic {
        category: Category::Disclosure,
        content: "退会後に利用停止を求めたが、案内メールが届き続けている。",
        report: "配信停止の処理が委託先の名簿に反映されていませんでした。",
        proposal: "委託先の名簿から削除し、停止処理を日次に改めます。",
    },
    Topic {
        category: Category::Disclosure,
        content: "登録住所が誤っているので訂正を求めたが、応じてもらえない。",
        report: "本人確認書類の確認手順に誤りがあり、訂正を保留していました。",
        proposal: "訂正のうえ、訂正した旨を書面で通知します。",
    },
    Topic {
        category: Category::Purpose,
        content: "資料請求で伝えた電話番号が、別の商品の勧誘に使われた。",
        report: "利用目的の表示に関連商品の案内が含まれていませんでした。",
        proposal: "勧誘をやめ、利用目的の表示と同意欄を改めます。",
    },
    Topic {
        category: Category::Purpose,
        content: "令和元年5月に退会した店舗から、今も誕生日の案内が届く。",
        report: "令和元年の退会処理の際、紙の名簿が残っていました。",
        proposal: "名簿を廃棄し、廃棄の記録をご本人に示します。",
    },
    Topic {
        category: Category::Acquisition,
        content: "応募していない懸賞の当選案内が届いた。どこから取得したのか説明がない。",
        report: "共同利用先から取得したもので、通知の文面に記載がありませんでした。",
        proposal: "取得元を説明し、通知の文面に共同利用の項目を加えます。",
    },
    Topic {
        category: Category::Security,
        content: "自分の注文履歴が、別の人のマイページに表示されていたようだ。",
        report: "システム更新の際、約20分間表示が入れ替わっていました。",
        proposal: "影響した方に個別に連絡し、更新手順に二者確認を加えます。",
    },
    Topic {
        category: Category::Security,
        content: "他人あての請求書が封筒に同封されていた。自分の分も誰かに渡っていないか。",
        report: "封入機の設定誤りにより、2通が誤って同封されていました。",
        proposal: "回収を終え、封入後の重量検査を導入します。",
    },
    Topic {
        category: Category::ThirdParty,
        content: "同意していないのに、提携会社から名指しで電話があった。",
        report: "申込書の同意欄が初めから選択された状態になっていました。",
        proposal: "提供を停止し、同意欄を未選択の状態に改めます。",
    },
    Topic {
        category: Category::ThirdParty,
        content: "家族に知らせないよう頼んだのに、契約内容が家族に伝えられた。",
        report: "電話応対で本人以外に説明していたことを通話記録で確認しました。",
        proposal: "謝罪し、本人確認の手順について再教育を行います。",
    },
    Topic {
        category: Category::Handling,
        content: "相談窓口に何度電話しても折り返しがなく、たらい回しにされた。",
        report: "窓口の引継ぎ票が使われておらず、折り返しが漏れていました。",
        proposal: "窓口責任者を定め、翌営業日までに連絡する運用に改めます。",
    },
    Topic {
        category: Category::Other,
        content: "店頭で会員番号と氏名を大声で読み上げられた。",
        report: "店舗の応対手順に読み上げの禁止が書かれていませんでした。",
        proposal: "番号の提示を画面で行う方式に改め、全店に周知します。",
    },
];

/// What a complaint is about.
pub(super) fn topic(dice: &mut Dice) -> Topic {
    dice.pick(TOPICS[0], &TOPICS)
}

/// An everyday call: what is asked and what is said.
#[derive(Clone, Copy)]
pub(super) struct Call {
    /// By the duty of the business.
    pub(super) category: Category,
    /// What is asked.
    pub(super) content: &'static str,
    /// What is said.
    pub(super) answer: &'static str,
    /// To whom the person is referred, if they are.
    pub(super) referral: Option<Referral>,
}

const CALLS: [Call; 12] = [
    Call {
        category: Category::Disclosure,
        content: "開示請求の手数料に上限はあるか。",
        answer: "実費を勘案した合理的な範囲で事業者が定めることをご説明しました。",
        referral: None,
    },
    Call {
        category: Category::Disclosure,
        content: "家族の分の開示請求を代わりにできるか。",
        answer: "委任状と本人確認書類が必要になることをご説明しました。",
        referral: None,
    },
    Call {
        category: Category::Purpose,
        content: "会員カードの申込書に利用目的が見当たらない。書かなくてよいのか。",
        answer: "利用目的の通知・公表の方法をご説明し、店頭掲示を確認していただきました。",
        referral: None,
    },
    Call {
        category: Category::Acquisition,
        content: "防犯カメラの映像は個人情報に当たるのか。",
        answer: "特定の個人を識別できる映像は個人情報に当たることをご説明しました。",
        referral: None,
    },
    Call {
        category: Category::ThirdParty,
        content: "名簿を売る業者は違法ではないのか。",
        answer: "第三者提供の規律をご説明し、相談ダイヤルをご案内しました。",
        referral: Some(Referral::Ppc),
    },
    Call {
        category: Category::Security,
        content: "身に覚えのない請求メールが届いた。どうすればよいか。",
        answer: "返信しないことをお勧めし、消費生活センターをご案内しました。",
        referral: Some(Referral::ConsumerCentre),
    },
    Call {
        category: Category::Handling,
        content: "貴会に申し出ると費用はかかるのか。どのくらいの期間で終わるのか。",
        answer: "費用はかからないこと、手続の流れと標準的な期間をご説明しました。",
        referral: None,
    },
    Call {
        category: Category::Other,
        content: "損害賠償を求めたい。手続を教えてほしい。",
        answer: "当会では賠償の請求を扱わないことをご説明し、弁護士会をご案内しました。",
        referral: Some(Referral::Bar),
    },
    Call {
        category: Category::Security,
        content: "社員の名簿を置き忘れた。事業者として何を報告すべきか。",
        answer: "委員会への報告とご本人への通知の要件、報告の期限をご説明しました。",
        referral: None,
    },
    Call {
        category: Category::Purpose,
        content: "平成の終わりに書いた同意書は、令和元年の改訂後も有効か。",
        answer: "同意の範囲は同意時の利用目的によることをご説明しました。",
        referral: None,
    },
    Call {
        category: Category::Other,
        content: "近所の人がSNSに私の写真を載せている。",
        answer: "個人間の問題は対象外であることをご説明し、相談先をご案内しました。",
        referral: Some(Referral::ConsumerCentre),
    },
    Call {
        category: Category::Acquisition,
        content: "電気通信の事業者についての申出はどこで受け付けるか。",
        answer: "その分野の認定団体の窓口をご案内しました。",
        referral: Some(Referral::OtherBody),
    },
];

/// What an everyday call is about.
pub(super) fn call(dice: &mut Dice) -> Call {
    dice.pick(CALLS[0], &CALLS)
}

/// The letter that asks a member for report and proposal (B32).
pub(super) fn request_letter(content: &str) -> String {
    format!(
        "苦情内容の通知及び報告の依頼について（通知）\n\n次の申出を受理しましたので通知します。事実関係を調査し、調査報告と解決案を、到達の日の翌日から14日以内に提出してください。\n\n記\n1 申出の内容　{content}\n2 提出するもの　調査報告書、解決案\n以上"
    )
}

/// The letter that shows a direction (B38).
pub(super) fn direction_letter(proposal: &str) -> String {
    format!(
        "解決のための方向性について（ご案内）\n\n対象の事業者から次の解決案が示されました。ご意向をお知らせください。\n\n記\n{proposal}\n以上"
    )
}

/// Asks for the complaint form.
pub(super) const FILING_LETTER: &str =
    "苦情申出書をお送りします。ご記入のうえ、同封の封筒でご返送ください。";

/// Reminds somebody of what is asked of them.
pub(super) const REMINDER: &str = "先日のご連絡について、まだお返事をいただいておりません。お手数ですが、ご確認をお願いいたします。";

/// Gives the opportunity to cure or to answer.
pub(super) const OPPORTUNITY_LETTER: &str = "お申し出をお受けするために、次の点の補正又はご回答をお願いいたします。期限までにお返事がないときは、お取り扱いできないことがあります。";

/// Tells that handling is suspended.
pub(super) const SUSPENSION_LETTER: &str = "同じ件について訴訟が続いているため、お取り扱いを一時停止します。終わりましたらご連絡ください。";

/// Tells how the case ended.
pub(super) const CLOSING_LETTER: &str =
    "お申し出について、お取り扱いを終了しましたのでお知らせします。経過と結果は次のとおりです。";

/// The letter that says that a matter is out of scope and where to go (B30, B31).
pub(super) const OUT_OF_SCOPE_LETTER: &str = "お申出について（ご連絡）\n\n内容を確認した結果、当会の苦情処理規則で取り扱う範囲に当たらないため、お取り扱いできません。次の相談先をご案内します。";

/// What a member had left out when its reply was returned (B34).
pub(super) const DEFICIENCIES: [&str; 3] = [
    "再発防止策の実施時期が示されていません。",
    "事実関係のうち、提供先と提供日の記載がありません。",
    "ご本人への説明の方法と期日が示されていません。",
];
