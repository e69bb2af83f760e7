# Letters that somebody else reads before they are issued
act-issue-request = issuing the notice and request to the member
act-issue-deficiency = issuing the order to submit again
act-issue-demand = issuing the demand
act-issue-direction = issuing the direction
letter-put-forward = Put forward for approval
refusal-letter-second-person-needed = This letter is issued by somebody else than its drafter. Put it forward for approval
refusal-letter-no-second-person = Under the rules of this case this letter needs no second person. Issue it as it is
job-purge = Destroying pictures of identity papers
job-targets = Comparing the list of target businesses
jobs-images-past = Pictures of identity papers left past their time: { $n }
refusal-attachment-still-kept = This document is still within the time for which it is kept
