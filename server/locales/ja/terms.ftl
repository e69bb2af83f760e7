# The closed vocabularies: family-code. Looked up by `Ui::term`.

# Roles
role-intake = 受付
role-handler = 担当
role-supervisor = 管理職
role-center-head = センター長
role-compliance-lead = 指針担当
role-membership = 会員担当
role-publisher = 公表担当
role-records-manager = 記録管理者
role-hearing-officer = 聴取主宰者
role-secretariat = 事務局
role-director = 理事
role-president = 理事長
role-kanji = 監事
role-auditor = 監査人
role-member-contact = 会員の窓口担当
role-admin = システム管理者

# Kinds of matter
casekind-complaint = 苦情
casekind-inquiry = 問い合せ
casekind-question = 質問
casekind-consultation = 相談

# Channels
channel-telephone = 電話
channel-fax = FAX
channel-email = メール
channel-post = 郵送
channel-web = ウェブ

# Applicants
applicant-principal = 本人
applicant-statutory-agent = 法定代理人
applicant-voluntary-agent = 任意代理人
applicant-concerned = その他の関係者
applicant-anonymous = 匿名

# Respondents
respondent-member = 会員
respondent-non-member = 会員でない事業者
respondent-unknown = 不明
respondent-body = 当団体

# Categories
category-purpose = 利用目的
category-acquisition = 取得
category-security = 安全管理・漏えい
category-third-party = 第三者提供
category-disclosure = 開示・訂正・利用停止
category-handling = 苦情対応
category-other = その他

# Everyday answers
answerkind-answered = 回答
answerkind-informed = 情報提供
answerkind-referred = 他機関の紹介

# Referrals
referral-ppc = 個人情報保護委員会 相談ダイヤル
referral-consumer-centre = 消費生活センター（188）
referral-other-body = 他の認定個人情報保護団体
referral-bar = 弁護士会
referral-court = 裁判所

# Grounds
ground-not-personal-data = 個人情報の取扱いに関する苦情でない
ground-no-standing = 本人・代理人以外からの申出
ground-damages-claim = 損害賠償にかかわる
ground-litigation = 訴訟が継続中又は終了後
ground-falsehood = 虚偽の判明
ground-refuses-talks = 話合い・資料提供への不同意
ground-request-unmet = 必要な求めに応じない
ground-improper-purpose = 明らかに不当な目的
ground-repeated = 再三の申出
ground-impracticable = 処理が困難

# Outcomes
outcome-answered = 回答・情報提供・紹介で終了
outcome-settled = 解決
outcome-no-agreement = 合意に至らず
outcome-no-response = 意向の回答なし
outcome-withdrawn = 取下げ
outcome-out-of-scope = 対象外

# The complainant's will
will-agrees = 合意
will-disagrees = 不同意
will-silent = 回答なし

# Delivery
delivery-portal = ポータルで閲覧
delivery-post = 郵送（投函から2営業日）
delivery-certified-post = 配達証明
delivery-fax = FAX
delivery-email = メール

# Notes
notekind-advice = 助言
notekind-investigation = 事実関係の調査
notekind-progress = 経過連絡
notekind-memo = メモ

# Parties
party-staff = 相談センター
party-member = 会員
party-complainant = 申出人

# Stages
stage-received = 受付
stage-screening = 範囲の確認
stage-out-of-scope = 対象外（回答前）
stage-accepted = 受理
stage-awaiting-member = 会員回答待ち
stage-reviewing = 回答の検討
stage-direction = 方向性の提示
stage-confirming = 意向の確認
stage-suspended = 停止中
stage-closed = 終結
reached-passed = 済み
reached-now = 現在
reached-paused = 停止中
reached-ahead = これから

# Two-person acts
act-accept = 受理
act-out-of-scope = 対象外とすること
act-suspend = 停止
act-close = 終結

# Steps
step-acknowledge = 受付を連絡する
step-assign = 担当を決める
step-answer = 回答・案内して終える
step-propose-acceptance = 受理を起案する
step-propose-out-of-scope = 対象外を起案する
step-reply-out-of-scope = 対象外の回答をする
step-issue-request = 会員へ通知し回答を求める
step-record-delivery = 到達を記録する
step-record-reply = 会員の回答を記録する
step-accept-reply = 回答を十分と認める
step-return-reply = 再提出を求める
step-send-direction = 方向性を提示する
step-record-will = 申出人の意向を記録する
step-propose-closing = 終結を起案する
step-propose-suspension = 停止を起案する
step-resume = 再開する
step-approve = 承認する
step-reject = 差し戻す
step-note = 経過を書き加える

# Clocks
clock-ack = 受付の連絡
clock-id-check = 本人確認
clock-scope = 取り扱う範囲の判断
clock-oos-reply = 対象外の回答
clock-form-return = 苦情申出書の返送
clock-notify = 会員への通知
clock-member-reply = 会員の回答
clock-member-docs = 会員の資料提出
clock-resubmit = 会員の再提出
clock-review = 回答の検討
clock-direction = 方向性の提示
clock-confirm = 申出人の意向確認
clock-progress = 経過連絡
clock-target-close = 標準処理期間
clock-hard-review = 長期化の点検
clock-suspend-review = 停止の見直し
clock-statement = 弁明書の提出
clock-hearing-notice = 聴取の通知
clock-rec-decision = 勧告の決定
clock-rec-notice = 決定の通知
clock-rec-comply = 勧告への対応
clock-rec-verify = 対応の確認
clock-rev-start = 資格抹消の提案
clock-rev-notice = 決定会議の通知
clock-list-update = 公表一覧の更新
clock-objection = 異議の申出
clock-objection-decide = 異議の決定
clock-audit = 監査報告書
clock-audit-alarm = 監査の実施
clock-stats = 統計の公表
clock-training = 年度の研修
clock-access-review = 利用権限の点検

# Levels
level-r1 = 督促1
level-r2 = 督促2
level-l1 = 上申1 管理職
level-l2 = 上申2 センター長
level-l3 = 上申3 理事長
level-l4 = 上申4 非協力の疑い


# Events
event-ledger-opened = 台帳の開始
event-profile-adopted = 規程の適用
event-calendar-adopted = 営業日カレンダーの適用
event-account-created = 利用者の登録
event-account-disabled = 利用者の停止
event-member-joined = 会員の登録
event-register-taken-over = 受付簿の引継ぎ
event-audit-package-built = 監査資料の作成
event-case-registered = 受付
event-case-taken-over = 引継ぎ
event-case-acknowledged = 受付の連絡・手続の説明
event-case-assigned = 担当の決定
event-case-answered = 回答・案内
event-case-proposed = 起案
event-case-proposal-rejected = 差戻し
event-case-accepted = 受理
event-case-out-of-scope = 対象外の決定
event-case-suspended = 停止
event-case-resumed = 再開
event-request-issued = 会員への通知・回答の求め
event-request-delivered = 会員への到達
event-request-answered = 会員の回答
event-request-accepted = 回答を十分と判断
event-request-returned = 再提出の求め
event-case-direction-sent = 方向性の提示
event-case-confirmed = 申出人の意向
event-case-noted = 経過の記載
event-case-closed = 終結
event-deadline-started = 期限の開始
event-deadline-paused = 期限の停止
event-deadline-resumed = 期限の再開
event-deadline-stopped = 期限の終了
event-deadline-escalated = 督促・上申

# Parts of a bar
part-overdue = 超過
part-today = 本日
part-paused = 停止中


# The morning page
today-overdue = 超過しているもの
today-today = 今日が期限
today-week = 今週が期限
today-still = 止まっているもの
today-none-overdue = 超過している期限はありません。
today-none-today = 今日が期限のものはありません。
today-none-week = 今週中に期限の来るものはありません。
today-none-still = 止まっている案件はありません。

# Requests as members see them
request-answer = 回答が必要
request-answered = 確認中
request-returned = 再提出が必要
request-done = 終了



# Jobs
job-escalate = 督促・上申
job-checkpoint = 台帳の区切り
job-anchor = 外部への固定
job-check = 自己点検
job-retention = 保存期間の管理
job-statistics = 統計
job-audit-package = 監査資料
job-outbox = メールの送信
job-backup = バックアップ

# effect
effect-start = 基準日
effect-receive = 受付の日
effect-first = 起算
effect-count = 数える
effect-skip = 数えない
effect-pause = 停止
effect-resume = 再開
effect-raw-last = 計算上の満了
effect-roll = 末日の移動
effect-extend = 延長
effect-result = 満了日

# check
check-integrity = 完全性（改ざんがないこと）
check-authenticity = 真正性（署名）
check-anchor = 外部の記録との一致
check-time = 時刻（タイムスタンプ）
check-completeness = 網羅性（期限の再計算）

# result
result-passed = 適合
result-failed = 不適合
result-diverged = 分岐
result-not-asked = 未実施
result-nothing = 対象なし

# run
run-queued = 待機
run-running = 実行中
run-retry = 再試行待ち
run-succeeded = 完了
run-succeeded-with-errors = 完了（一部保留）
run-dead = 失敗（要対応）
run-skipped = 省略
run-cancelled = 中止

# view
view-mine = 自分の担当
view-open = 未終結
view-overdue = 期限超過
view-unassigned = 担当未定
view-approvals = 承認待ち
view-closed = 終結

# takenover
takenover-received = 受付
takenover-awaiting-member = 会員回答待ち
takenover-reviewing = 検討中
takenover-out-of-scope = 対象外
takenover-closed = 終結

# refusal
refusal-access-denied = あなたの役割では行えません
refusal-case-complaint-needs-name = 苦情は匿名では受け付けられません。氏名を入力してください
refusal-case-ground-not-in-rules = 適用される規程にない事由です
refusal-case-handler-missing = 先に担当を決めてください
refusal-case-handler-unfit = この人は担当になれません
refusal-case-outcome-does-not-fit = 今の段階では、この結果で終結できません
refusal-case-received-in-future = 受付日時は現在より後にできません
refusal-case-referral-missing = 紹介先を選んでください
refusal-case-step-not-allowed = 案件の状態が、この手続を許しません
refusal-case-changed-meanwhile = 入力の間に内容が変わりました
refusal-field-required = 入力してください
refusal-field-too-long = 長すぎます。短くしてください
refusal-field-date = 日付を読み取れません。例：R8.11.22、2026/11/22
refusal-field-choice = 選択肢から選んでください
refusal-member-unknown = この会員は登録されていません
refusal-period-out-of-range = 日付が計算できる範囲を超えています
refusal-proposal-changed = 起案の内容が変わったため、承認していません。もう一度確かめてください
refusal-proposal-same-person = 起案した人は承認できません
refusal-request-delivered-before-issue = 到達日は発送日より前にできません
refusal-request-delivered-in-future = 到達日は今日より後にできません
refusal-request-nothing-wanted = 再提出を求めるものを選んでください
refusal-request-replied-in-future = 回答日は今日より後にできません
refusal-request-reply-empty = 調査の報告か解決案のどちらかを入力してください

# A bar of the chart
part-week = 今週

# flaw
flaw-container = zip のバイト列が正規の形と異なります
flaw-bag = BagIt の形になっていません
flaw-bag-info = bag-info.txt の値が記録と一致しません
flaw-manifest = マニフェストが壊れているか、ありません
flaw-file-digest = ファイルの SHA-256 がマニフェストと一致しません
flaw-file-missing = マニフェストにあるファイルがありません
flaw-file-unlisted = マニフェストにないファイルがあります
flaw-codes = コード表を読めません
flaw-prefix = 前年度までの台帳の要約を読めません
flaw-record = 記録の形、番号、連鎖のいずれかが正しくありません
flaw-record-event = 記録の内容を読めません
flaw-document = 規則又は暦の文書を読めません
flaw-document-missing = 記録が指す規則又は暦の文書がありません
flaw-workbook = ledger.xlsx を読めません
flaw-sheet-chain = シートの行の連鎖が切れています
flaw-sheet-cover = シートが表紙の行数・ハッシュと一致しません
flaw-sheet-figures = 表紙の件数・ハッシュが記録と一致しません
flaw-sheet-unlisted = 表紙にないシートがあります
flaw-sheet-missing = 表紙にあるシートがありません
flaw-sheet-records = シート「記録」が記録と一致しません
flaw-deadline-document = 期限の規則又は暦がありません
flaw-deadline-differs = 期限が規則からの再計算と一致しません
flaw-deadline-not-started = 開始の記録がない期限です
flaw-step-missing = 到来した督促・上申の記録がありません
flaw-step-unplanned = 到来していない督促・上申の記録があります
flaw-anchor = 手元の台帳の記録と一致しません

# checknote
checknote-integrity = ファイル、記録、シートの行を照合しました
checknote-authenticity = 署名は含まれていません
checknote-anchor = 手元の末尾の値と照合するには、下の命令に --known-head を付けてください
checknote-time = タイムスタンプは含まれていません
checknote-completeness = 期限と督促・上申を規則から計算し直しました
