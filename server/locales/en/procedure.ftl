# The complainant, papers, whether the member is told, demands, suspected non-cooperation

yes = yes
no = no

# Vocabularies
outcome-discontinued = Discontinued
outcome-advice-given = Ended with advice (member not notified)
outcome-lapsed = Lapsed: papers never came
stage-awaiting-complainant = Awaiting the complainant's papers
stage-advice-only = Advice only (member not notified)
act-discontinue = discontinuation
act-refuse-part = not handling a part
act-withhold = not notifying the member
paper-form = Complaint form
paper-identity = Complainant's proof of identity
paper-agent-identity = Agent's proof of identity
paper-authority = Proof of authority (power of attorney)
checkresult-verified = Verified
checkresult-insufficient = Insufficient
checkresult-not-accepted = Not accepted
checkresult-my-number = A My Number was visible (destroyed at once)
litigation-unasked = Not asked
litigation-none = None
litigation-pending = Pending (conciliation included)
litigation-ended = Ended
consent-unasked = Not asked
consent-given = Agrees
consent-refused = Does not agree
withholding-harm = Risk of harm to rights
withholding-wish = The complainant's wish
linkkind-repeat = The same matter again
linkkind-related = Related
demandkind-documents = Documents
demandkind-status-report = Report of how things stand
undelivered-returned = Returned
undelivered-refused = Refused

# Steps
step-reclassify = Change kind or respondent
step-declare = Record declarations
step-request-filing = Ask for form and papers
step-record-filing = Record papers received
step-check-identity = Check identity or authority
step-remind = Remind the complainant
step-give-opportunity = Give the opportunity to cure or answer
step-record-opportunity = Record the cure or answer
step-propose-part-refusal = Propose not handling a part
step-propose-withholding = Propose not notifying the member
step-review-withholding = Review not notifying
step-send-again = Send again what did not arrive
step-make-demand = Demand documents or a report
step-deliver-demand = Record arrival of the demand
step-meet-demand = Record what was supplied
step-claim-just-cause = Record a claim of just cause
step-decide-just-cause = Decide on the just cause
step-hear-member = Record what the member says
step-decide-non-cooperation = Decide on suspected non-cooperation
step-propose-discontinuation = Propose discontinuation
step-ask-time = Record a request for more time
step-decline-time = Decline more time
step-link = Link with another case
step-bar = Bar somebody from the case
step-record-prevention = Record the preventive action
step-reopen = Reopen on new facts

# Clocks
clock-cure = Cure or answer
clock-withhold-review = Review of not notifying
clock-member-status = Report of how things stand
clock-just-cause = Decision on just cause
clock-prevention = Preventive action

# Events
event-case-declared = Declarations
event-case-reclassified = Kind or respondent changed
event-case-linked = Linked with another case
event-case-person-barred = Person barred
event-filing-requested = Form and papers asked for
event-filing-received = Papers received
event-identity-checked = Identity or authority checked
event-case-reminded = Complainant reminded
event-opportunity-given = Opportunity to cure or answer
event-opportunity-used = Cure or answer
event-case-part-refused = A part is not handled
event-case-withheld = Member not notified
event-case-withholding-reviewed = Review of not notifying
event-case-reopened = Reopened on new facts
event-request-sent-again = Letter sent again
event-demand-made = Documents or report demanded
event-demand-delivered = Demand arrived
event-demand-met = Documents or report received
event-just-cause-claimed = Just cause claimed
event-just-cause-decided = Just cause decided
event-time-asked = More time asked for
event-time-declined = More time declined
event-non-cooperation-heard = Member heard
event-non-cooperation-decided = Suspected non-cooperation decided
event-prevention-done = Preventive action carried out

# Labels
fact-papers = Papers
fact-paper = Paper
fact-document = Document shown
fact-result = Result
fact-masked = Everything that must be is masked
fact-called-back = Day the person was asked directly
fact-litigation = Court or conciliation
fact-notify-member = Telling the member
fact-notify-related = Telling related persons
fact-material = Material supplied by the member
fact-talks = Talks with the member
fact-words = In their words
fact-cured = The ground fell away
fact-complete = All papers are there
fact-because = Why not to notify
fact-continues = Go on not notifying
fact-why = Why it did not arrive
fact-demand = Demand
fact-what = What is demanded
fact-met-at = Day received
fact-supplied = What was supplied
fact-claim = Just cause
fact-just = The cause is just
fact-suspicion = Reason for the suspicion
fact-confirmed = Non-cooperation is confirmed
fact-to = Case to link with
fact-memo = Comparison
fact-person = Person barred
fact-prevention = Preventive action
fact-prevention-owner = Who sees to it
fact-explained = Explained on the telephone
prevention-none = None needed

# Hints
hint-notify-member = Without consent the member is not notified and only advice is given.
hint-notify-related = Contractors or relatives of those concerned; asked apart from telling the member.
hint-my-number = If a My Number is visible, destroy the copy at once. Do not write the number down.
hint-called-back = For a matter brought by an agent, when the person was asked directly.
hint-ground = Only grounds whose steps under the rules (opportunity, reminders, declarations) are done can be used.
hint-withholding = For a risk of harm, say whose rights would be harmed and how. Reviewed every 30 days.
hint-closing-letter = May be empty for a withdrawal. Once approved, this letter goes out.
hint-prevention = Choose nobody when none is needed. Otherwise describe it below (to be done within 30 days).
hint-heard = If the member did not answer, say when and how it was asked.
hint-name-anew = Needed when an anonymous matter becomes a complaint. Empty: as recorded at receipt.
hint-link = Number, such as R8-苦情-0123
hint-reopen = Write down the facts that became known after the case was closed.
hint-explained = { $x }
hint-answer-now = Inquiries, questions, consultations and complaints about non-members can end here. Leave empty to register only.
intake-explanation = Explanation of the procedure (read aloud before the number is given, for complaints by telephone)
intake-answer = To end it at once
intake-declared = Declarations and papers (as far as known)
fact-explained-tick = I explained it
document-mask = {" "}(mask: { $x })
suspicion-deadline = Long overdue ({ $x })
suspicion-rounds = Replies insufficient after repeated returns


# Portal
portal-tasks = Other steps
portal-demand = Demand for documents or a report
portal-demand-letter = What is demanded
done-portal = Received.

# Refusals
refusal-case-not-explained = For a complaint by telephone, explain the procedure before the number is given and tick that you did
refusal-case-complaint-not-answered = A complaint about a member or the organisation itself cannot end with an answer here
refusal-identity-my-number-written = There are twelve digits that look like a My Number. Do not write a My Number down
refusal-case-respondent-was-asked = The member was notified already. Register a matter about another member anew
refusal-case-link-unknown = There is no case with this number
refusal-case-linked-already = This case is linked already
refusal-case-barred-already = This person is barred already
refusal-case-handler-barred = This person is barred from the case
refusal-case-upgrade-to-complaint-only = A closed matter can only come in again as a complaint
refusal-case-ground-does-not-carry = This ground does not carry this decision
refusal-case-litigation-not-declared = What is declared about a court does not fit the rules; ask the complainant
refusal-case-earlier-case-not-linked = First link the earlier case as the same matter
refusal-case-refusal-not-declared = No refusal of talks or of material is declared
refusal-case-wish-not-declared = It is not declared that the member is not to be told
refusal-case-notice-unwanted = The complainant does not agree to telling the member. Propose not notifying it
refusal-case-advice-missing = Before closing, note the advice that was given
refusal-case-investigation-missing = Before closing, note the investigation of the facts
refusal-case-reminder-missing = Remind the complainant before recording silence
refusal-filing-no-paper = Choose at least one paper
refusal-filing-paper-not-there = This paper has not been received
refusal-filing-document-not-accepted = Under the rules of today this document is not accepted
refusal-filing-not-masked = A copy on which not everything is masked cannot be verified
refusal-filing-incomplete = Papers are missing
refusal-filing-unproved = Identity or authority is not verified yet
refusal-filing-reminders-missing = Two reminders are needed before a matter lapses
refusal-opportunity-given-already = An opportunity was already given on this ground
refusal-opportunity-not-given = First give the opportunity to cure or answer on this ground
refusal-opportunity-cured = This ground fell away by the cure or answer
refusal-opportunity-still-open = The time to cure or answer is not over, or reminders are missing
refusal-demand-not-owed = This demand is over
refusal-demand-still-owed = A demand of the same kind is still open
refusal-demand-delivered-already = This demand has arrived already
refusal-demand-not-delivered = This demand has not arrived yet
refusal-demand-no-just-cause = Just cause can be claimed against a demand for documents only
refusal-demand-nothing-claimed = No just cause was claimed
refusal-cooperation-no-suspicion = There is no suspicion to decide on
refusal-cooperation-not-heard = Hear the member first

# The case page
overview-standing = Declarations, papers and demands
paper-missing = missing
paper-there = received, not checked
fact-opportunity = Opportunity to cure or answer
fact-link = Linked case
fact-time-wanted = More time asked for
suspicion-open = Non-cooperation is suspected. Hear the member and decide
prevention-open = to be done
steps-more = Other steps ({ $n })
