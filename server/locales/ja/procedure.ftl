# 申出人・書類・通知の可否・資料の求め・非協力の疑いの手続

yes = はい
no = いいえ

# Vocabularies
outcome-discontinued = 中止
outcome-advice-given = 助言で終了（会員への通知なし）
outcome-lapsed = 書類が整わず終了
stage-awaiting-complainant = 申出人の書類待ち
stage-advice-only = 助言のみ（会員への通知なし）
act-discontinue = 中止
act-refuse-part = 一部を取り扱わないこと
act-withhold = 会員へ通知しないこと
paper-form = 苦情申出書
paper-identity = 申出人の本人確認書類
paper-agent-identity = 代理人の本人確認書類
paper-authority = 代理権を証する書類（委任状など）
checkresult-verified = 確認できた
checkresult-insufficient = 足りない
checkresult-not-accepted = 受け付けられない
checkresult-my-number = 個人番号が写っていた（直ちに廃棄）
litigation-unasked = 未確認
litigation-none = なし
litigation-pending = 継続中（民事調停を含む）
litigation-ended = 終了
consent-unasked = 未確認
consent-given = 同意する
consent-refused = 同意しない
withholding-harm = 権利利益を害するおそれ
withholding-wish = 申出人の希望
linkkind-repeat = 同じ事案の再度の申出
linkkind-related = 関連
demandkind-documents = 資料の提出
demandkind-status-report = 対応状況の報告
undelivered-returned = 返送された
undelivered-refused = 受取りを拒まれた

# Steps
step-reclassify = 種別・相手方を改める
step-declare = 申出人の申告を記録する
step-request-filing = 苦情申出書・書類を求める
step-record-filing = 書類の受領を記録する
step-check-identity = 本人・代理権を確認する
step-remind = 申出人に催促する
step-give-opportunity = 補正・回答の機会を与える
step-record-opportunity = 補正・回答を記録する
step-propose-part-refusal = 一部の不取扱いを起案する
step-propose-withholding = 会員へ通知しないことを起案する
step-review-withholding = 通知しないことを見直す
step-send-again = 届かなかった文書を送り直す
step-make-demand = 資料・報告を求める
step-deliver-demand = 求めの到達を記録する
step-meet-demand = 資料・報告の受領を記録する
step-claim-just-cause = 正当な理由の申立てを記録する
step-decide-just-cause = 正当な理由を判断する
step-hear-member = 会員の言い分を記録する
step-decide-non-cooperation = 非協力の疑いを判断する
step-propose-discontinuation = 中止を起案する
step-ask-time = 延長の申出を記録する
step-decline-time = 延長の申出を断る
step-link = 他の案件と結び付ける
step-bar = 関与させない人を決める
step-record-prevention = 再発防止の実施を記録する
step-reopen = 新しい事実により再開する

# Clocks
clock-cure = 補正・回答
clock-withhold-review = 通知しないことの見直し
clock-member-status = 対応状況の報告
clock-just-cause = 正当な理由の判断
clock-prevention = 再発防止の取組み

# Events
event-case-declared = 申出人の申告
event-case-reclassified = 種別・相手方の変更
event-case-linked = 他の案件との結付け
event-case-person-barred = 関与させない人の決定
event-filing-requested = 苦情申出書・書類の求め
event-filing-received = 書類の受領
event-identity-checked = 本人・代理権の確認
event-case-reminded = 申出人への催促
event-opportunity-given = 補正・回答の機会
event-opportunity-used = 補正・回答
event-case-part-refused = 一部の不取扱い
event-case-withheld = 会員へ通知しないことの決定
event-case-withholding-reviewed = 通知しないことの見直し
event-case-reopened = 新しい事実による再開
event-request-sent-again = 届かなかった文書の再送
event-demand-made = 資料・報告の求め
event-demand-delivered = 求めの到達
event-demand-met = 資料・報告の受領
event-just-cause-claimed = 正当な理由の申立て
event-just-cause-decided = 正当な理由の判断
event-time-asked = 延長の申出
event-time-declined = 延長の申出を断った
event-non-cooperation-heard = 会員の言い分
event-non-cooperation-decided = 非協力の疑いの判断
event-prevention-done = 再発防止の実施

# Labels
fact-papers = 書類
fact-paper = 書類
fact-document = 提示された書類
fact-result = 結果
fact-masked = 隠すべき箇所がすべて隠されている
fact-called-back = 本人に直接確かめた日
fact-litigation = 訴訟・調停
fact-notify-member = 会員への通知
fact-notify-related = 関係者への通知
fact-material = 会員からの資料提供
fact-talks = 会員との話合い
fact-words = 申出人の言葉
fact-cured = 事由がなくなった
fact-complete = 書類がそろった
fact-because = 通知しない理由
fact-continues = 通知しないことを続ける
fact-why = 届かなかった理由
fact-demand = 求め
fact-what = 求めるもの
fact-met-at = 受領日
fact-supplied = 提出されたもの
fact-claim = 正当な理由
fact-just = 正当な理由と認める
fact-suspicion = 疑いの理由
fact-confirmed = 非協力と認める
fact-to = 結び付ける案件
fact-memo = 比べた点
fact-person = 関与させない人
fact-prevention = 再発防止の取組み
fact-prevention-owner = 再発防止の担当
fact-explained = 電話での説明
prevention-none = 不要

# Hints
hint-notify-member = 「同意しない」のときは、会員へ通知せず助言のみを行います。
hint-notify-related = 会員の委託先、家族などへの通知です。会員への通知とは別に確かめます。
hint-my-number = 個人番号が写っていたときは、写しを直ちに廃棄してください。番号は書き写さないでください。
hint-called-back = 代理人による申出で、本人に直接確かめたときに入力します。
hint-ground = 規程が求める手順（補正の機会、催促、申告など）を終えた事由だけを選べます。
hint-withholding = 「おそれ」は、だれのどの権利利益がどう害されるかを理由に書いてください。30日ごとに見直します。
hint-closing-letter = 取下げのときは空欄でもかまいません。承認されると、この文面で通知します。
hint-prevention = 不要なときは選ばないでください。選んだときは、内容を下に書いてください（30日以内に実施）。
hint-heard = 求めても答えがなかったときは、いつどう求めたかを書いてください。
hint-name-anew = 匿名の申出を苦情にするときは必須です。空欄なら、受付の記録のままです。
hint-link = 受付番号（例 R8-苦情-0123）
hint-reopen = 前の終結のあとに分かった事実を書いてください。
hint-explained = { $x }
hint-answer-now = 問い合せ・質問・相談と、会員以外についての苦情は、この場で終えられます。空欄なら受付だけを行います。
intake-explanation = 手続の説明（電話の苦情では、番号をお知らせする前に読み上げます）
intake-answer = この場で終える場合
intake-declared = 申告と書類（分かったものだけ）
fact-explained-tick = 説明しました
document-mask = （隠す箇所：{ $x }）
suspicion-deadline = 期限を大きく過ぎている（{ $x }）
suspicion-rounds = 再提出を重ねても回答が不十分


# Portal
portal-tasks = そのほかの手続
portal-demand = 資料・報告の求め
portal-demand-letter = 求めの内容
done-portal = 受け付けました。

# Refusals
refusal-case-not-explained = 電話の苦情では、番号をお知らせする前に手続を説明し、「説明しました」に印を付けてください
refusal-case-complaint-not-answered = 会員・当団体についての苦情は、この場で回答して終えることはできません
refusal-identity-my-number-written = 個人番号らしい12桁の数字があります。個人番号は書き写さないでください
refusal-case-respondent-was-asked = 相手方の会員にはすでに通知しています。別の会員についての申出は、新しく受け付けてください
refusal-case-link-unknown = この番号の案件は見つかりません
refusal-case-linked-already = この案件とはすでに結び付けてあります
refusal-case-barred-already = この人はすでに関与できません
refusal-case-handler-barred = この人は、この案件に関与できません
refusal-case-upgrade-to-complaint-only = 終結した案件は、苦情としてだけ改めて受け付けられます
refusal-case-ground-does-not-carry = この事由では、この決定はできません
refusal-case-litigation-not-declared = 訴訟・調停の状況が、規程の定めに当たりません。申出人の申告を確かめてください
refusal-case-earlier-case-not-linked = 先に、前の案件を「同じ事案の再度の申出」として結び付けてください
refusal-case-refusal-not-declared = 話合い又は資料の提供に同意しないことが、申告されていません
refusal-case-wish-not-declared = 会員への通知を希望しないことが、申告されていません
refusal-case-notice-unwanted = 申出人が会員への通知に同意していません。「会員へ通知しないこと」を起案してください
refusal-case-advice-missing = 終結の前に、申出人への助言を経過に書き加えてください
refusal-case-investigation-missing = 終結の前に、事実関係の調査を経過に書き加えてください
refusal-case-reminder-missing = 「回答なし」とする前に、申出人に催促してください
refusal-filing-no-paper = 書類を一つ以上選んでください
refusal-filing-paper-not-there = この書類はまだ受け取っていません
refusal-filing-document-not-accepted = この書類は、今日の規程では確認に使えません
refusal-filing-not-masked = 隠すべき箇所が隠されていない写しでは確認できません
refusal-filing-incomplete = 必要な書類がそろっていません
refusal-filing-unproved = 本人確認又は代理権の確認が終わっていません
refusal-filing-reminders-missing = 書類が整わないまま終えるには、催促が二回必要です
refusal-opportunity-given-already = この事由については、すでに機会を与えています
refusal-opportunity-not-given = 先に、この事由について補正・回答の機会を与えてください
refusal-opportunity-cured = この事由は、補正・回答によりなくなりました
refusal-opportunity-still-open = 補正・回答の期限がまだ来ていないか、規程の定める催促が足りません
refusal-demand-not-owed = この求めは、すでに終わっています
refusal-demand-still-owed = 同じ種類の求めがまだ終わっていません
refusal-demand-delivered-already = この求めは、すでに到達しています
refusal-demand-not-delivered = この求めは、まだ到達していません
refusal-demand-no-just-cause = 正当な理由の申立ては、資料の提出の求めについてだけできます
refusal-demand-nothing-claimed = 正当な理由の申立てがありません
refusal-cooperation-no-suspicion = 判断を待つ非協力の疑いがありません
refusal-cooperation-not-heard = 先に、会員の言い分を聴いてください

# The case page
overview-standing = 申告・書類・求めの状況
paper-missing = 未着
paper-there = 受領（未確認）
fact-opportunity = 補正・回答の機会
fact-link = 結び付けた案件
fact-time-wanted = 延長の申出
suspicion-open = 非協力の疑いがあります。会員の言い分を聴いて判断してください
prevention-open = 実施待ち
steps-more = そのほかの手続（{ $n }）
