# 発行の前に別の人が確かめる文書
act-issue-request = 会員への通知・報告依頼の発行
act-issue-deficiency = 再提出の依頼の発行
act-issue-demand = 資料・報告の依頼の発行
act-issue-direction = 方向性の提示の発行
letter-put-forward = 起案して承認者に回す
refusal-letter-second-person-needed = この文書は、起案した人とは別の人が確かめて発行します。起案して承認者に回してください
refusal-letter-no-second-person = この文書は、この案件の規程では起案を要しません。そのまま発行してください
job-purge = 本人確認書類の画像の廃棄
job-targets = 対象事業者名簿の照合
jobs-images-past = 保存期間を過ぎて残っている本人確認書類の画像: { $n }件
refusal-attachment-still-kept = この書類は、まだ保存期間の中にあります
