stepup-hint = ほかの人があなたの名で操作することを防ぐため、もう一度入力します。
stepup-missing = パスワードを入力してください
stepup-wrong = パスワードが違います。何も記録していません
