stepup-hint = Once more, so that nobody else acts in your name.
stepup-missing = Enter your password
stepup-wrong = The password is wrong. Nothing was recorded
