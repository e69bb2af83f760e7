# Letters that somebody else reads before they are issued
act-issue-request = issuing the notice and request to the member
act-issue-deficiency = issuing the order to submit again
act-issue-demand = issuing the demand
act-issue-direction = issuing the direction
letter-put-forward = Put forward for approval
refusal-letter-second-person-needed = This letter is issued by somebody else than its drafter. Put it forward for approval
refusal-letter-no-second-person = Under the rules of this case this letter needs no second person. Issue it as it is
